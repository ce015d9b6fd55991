import { EMPTY_ROOT, type Hash, nodeHash } from './hash.js';
import type { Subtree } from './subtree.js';

/** A complete subtree and its hash. */
export interface KnownSubtree extends Subtree {
  readonly hash: Hash;
}

/**
 * The right edge of a growing tree: its complete subtrees, the largest first. All that is needed to add leaves and to
 * tell the root, some twenty hashes for a million leaves.
 */
export class Frontier {
  readonly #edge: KnownSubtree[];
  #size: number;

  /** @param edge the complete subtrees of the tree as it is, from left to right; none for an empty tree */
  constructor(edge: readonly KnownSubtree[] = []) {
    this.#edge = [...edge];
    this.#size = edge.reduce((leaves, { level }) => leaves + 2 ** level, 0);
  }

  /** How many leaves the tree has. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds a leaf.
   * @returns the subtrees that are complete with it, the leaf itself first
   */
  append(leaf: Hash): KnownSubtree[] {
    let newest: KnownSubtree = { level: 0, index: this.#size, hash: leaf };
    const completed = [newest];
    while (this.#edge.at(-1)?.level === newest.level) {
      const left = this.#edge.pop()!;
      newest = { level: left.level + 1, index: left.index / 2, hash: nodeHash(left.hash, newest.hash) };
      completed.push(newest);
    }
    this.#edge.push(newest);
    this.#size++;
    return completed;
  }

  root(): Hash {
    return this.#edge.length === 0 ? EMPTY_ROOT : joined(this.#edge.map(({ hash }) => hash));
  }
}

/** The hash over neighbouring subtrees, the largest first: the smaller are joined first. */
export const joined = (hashes: readonly Hash[]): Hash => hashes.reduceRight((right, left) => nodeHash(left, right));
