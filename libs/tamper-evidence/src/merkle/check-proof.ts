import { type Hash, nodeHash } from './hash.js';

// The algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2, which are those of RFC 6962 with words put right.

const isOdd = (number: number): boolean => number % 2 === 1;
const half = (number: number): number => Math.floor(number / 2);

interface Inclusion {
  readonly leaf: Hash;
  readonly index: number;
  readonly size: number;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

/** Whether the leaf is in the tree with this root, at this place. */
export const isIncluded = ({ leaf, index, size, root, proof }: Inclusion): boolean => {
  if (index < 0 || index >= size) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const neighbour of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(neighbour, hash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, neighbour);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && hash.equals(root);
};

interface Growth {
  readonly oldSize: number;
  readonly oldRoot: Hash;
  readonly size: number;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

/** Whether the tree is the old one with leaves added behind its own. An empty tree proves nothing and is refused. */
export const hasGrown = ({ oldSize, oldRoot, size, root, proof }: Growth): boolean => {
  if (oldSize < 1 || oldSize > size) return false;
  if (oldSize === size) return proof.length === 0 && oldRoot.equals(root);
  const isPowerOfTwo = Number.isInteger(Math.log2(oldSize)) && 2 ** Math.log2(oldSize) === oldSize;
  const [first, ...rest] = isPowerOfTwo ? [oldRoot, ...proof] : proof;
  if (first === undefined) return false;
  let [node, last] = [oldSize - 1, size - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  let [oldHash, hash] = [first, first];
  for (const neighbour of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      oldHash = nodeHash(neighbour, oldHash);
      hash = nodeHash(neighbour, hash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, neighbour);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && oldHash.equals(oldRoot) && hash.equals(root);
};
