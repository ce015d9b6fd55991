import { createHash } from 'node:crypto';

// The definitions of RFC 6962, section 2.1, word for word: slow, recursive, and plainly what the RFC says.

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The largest power of two smaller than n. */
const k = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

/** MTH: the hash of a list of entries. */
export const treeHash = (entries: readonly Uint8Array[]): Buffer => {
  const n = entries.length;
  if (n === 0) return sha256();
  if (n === 1) return sha256(Buffer.of(0), entries[0]!);
  return sha256(Buffer.of(1), treeHash(entries.slice(0, k(n))), treeHash(entries.slice(k(n))));
};

/** PATH: the audit path of the entry m. */
export const auditPath = (m: number, entries: readonly Uint8Array[]): Buffer[] => {
  const n = entries.length;
  if (n === 1) return [];
  const [left, right] = [entries.slice(0, k(n)), entries.slice(k(n))];
  return m < k(n) ? [...auditPath(m, left), treeHash(right)] : [...auditPath(m - k(n), right), treeHash(left)];
};

/** PROOF: the consistency proof of the first m entries. */
export const consistencyPath = (m: number, entries: readonly Uint8Array[]): Buffer[] => subProof(m, entries, true);

const subProof = (m: number, entries: readonly Uint8Array[], known: boolean): Buffer[] => {
  const n = entries.length;
  if (m === n) return known ? [] : [treeHash(entries)];
  const [left, right] = [entries.slice(0, k(n)), entries.slice(k(n))];
  return m <= k(n)
    ? [...subProof(m, left, known), treeHash(right)]
    : [...subProof(m - k(n), right, false), treeHash(left)];
};
