import { hash } from 'node:crypto';

/**
 * An id that follows from another one (UUIDv5): what is done again under the same command id gets the same ids, and
 * so is recorded once. By hand, since two or three are made for every event, and the package takes more than twice as
 * long.
 *
 * @param from a UUID
 */
export const deriveId = (from: string, what: string): string => {
  const name = Buffer.from(what);
  const bytes = Buffer.allocUnsafe(16 + name.length);
  bytes.write(from.replaceAll('-', ''), 'hex');
  name.copy(bytes, 16);
  const digest = hash('sha1', bytes);
  // RFC 9562 §5.5: version 5, and two bits of variant.
  const variant = VARIANTS[Number.parseInt(digest[16]!, 16) & 3]!;
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
};

const VARIANTS = '89ab';
