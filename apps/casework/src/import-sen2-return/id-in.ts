import { createHash } from 'node:crypto';

let namespace = '';
let namespaceBytes = Buffer.alloc(0);

/**
 * The UUID of a name in a namespace (RFC 9562, version 5), as the package `uuid` gives it, for the hundred thousands of
 * ids of one import: the namespace is parsed once, and the hash is the platform's.
 */
export const idIn = (namespaceId: string, name: string): string => {
  if (namespaceId !== namespace) {
    namespace = namespaceId;
    namespaceBytes = Buffer.from(namespaceId.replaceAll('-', ''), 'hex');
  }
  const bytes = createHash('sha1').update(namespaceBytes).update(name, 'utf8').digest();
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
