import { hash } from 'node:crypto';

/** 32 bytes of SHA-256. */
export type Hash = Buffer;

const sha256 = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'buffer');

/** Told apart by their first byte, so that no inner node can be passed off as a leaf (RFC 6962, section 2.1). */
const [LEAF, NODE] = [0x00, 0x01];

/** Root of the tree without leaves. */
export const EMPTY_ROOT: Hash = sha256(Buffer.alloc(0));

export const leafHash = (content: string | Uint8Array): Hash => {
  const length = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
  const bytes = Buffer.allocUnsafe(1 + length);
  bytes[0] = LEAF;
  if (typeof content === 'string') bytes.write(content, 1);
  else bytes.set(content, 1);
  return sha256(bytes);
};

export const nodeHash = (left: Hash, right: Hash): Hash => {
  const bytes = Buffer.allocUnsafe(65);
  bytes[0] = NODE;
  left.copy(bytes, 1);
  right.copy(bytes, 33);
  return sha256(bytes);
};
