import { Frontier, type KnownSubtree } from '../merkle/frontier.js';
import type { Hash } from '../merkle/hash.js';
import { isKept } from '../merkle/tiles.js';
import type { Finding } from './finding.js';

const nameOf = ({ level, index }: KnownSubtree): string => `${level}/${index}`;

/** A tree that grows with the positions, held against the hashes that are kept of it; it stops growing at a hole. */
export class GrownTree {
  readonly #frontier = new Frontier();
  readonly #kept: Map<string, Hash>;
  #differing = 0;

  /** @param kept hashes above the leaves that it should come to; none where it is not to be compared */
  constructor(kept: readonly KnownSubtree[] = []) {
    this.#kept = new Map(kept.map((node) => [nameOf(node), node.hash]));
  }

  grow(position: number, leaf: Hash): void {
    if (position !== this.#frontier.size + 1) return;
    for (const node of this.#frontier.append(leaf)) {
      if (node.level === 0 || !isKept(node)) continue;
      if (!this.#kept.get(nameOf(node))?.equals(node.hash)) this.#differing++;
      this.#kept.delete(nameOf(node));
    }
  }

  /** Its root at a size, in hexadecimal; null where it has stopped before. */
  rootAt(size: number): string | null {
    return this.#frontier.size === size ? this.#frontier.root().toString('hex') : null;
  }

  /** What is wrong with the kept hashes. @param size how many leaves it should have grown to */
  conclude(size: number): Finding[] {
    if (this.#frontier.size < size) return []; // the hole is told by itself
    const wrong = this.#differing + this.#kept.size;
    if (wrong === 0) return [];
    return [
      { kind: 'seal', positions: null, text: `Of the hashes above the sealed ones, ${wrong} were changed or removed.` },
    ];
  }
}
