import { Frontier, joined, type KnownSubtree } from './frontier.js';
import { EMPTY_ROOT, type Hash, nodeHash } from './hash.js';
import { consistencyRanges, inclusionRanges } from './proof-ranges.js';
import { completeSubtrees, type Range, type Subtree } from './subtree.js';

/** Of every eighth level the hashes are kept: a tile holds those of 256 neighbours, from which all between follow. */
const TILE_LEVELS = 8;
export const TILE_WIDTH = 2 ** TILE_LEVELS;

/** Whether the hashes of this level are kept. */
export const isKept = ({ level }: Subtree): boolean => level % TILE_LEVELS === 0;

/** Hands out the hashes of a level from `256 × tile` on: up to 256, as far as they are there. */
export type ReadTile = (level: number, tile: number) => Promise<readonly Hash[]>;

/** A hash that should be in the tree is not there: the tree has been damaged. */
export class HashMissing extends Error {
  override readonly name = 'HashMissing';
  constructor(level: number, index: number) {
    super(`The tree has lost its hash ${index} of level ${level}.`);
  }
}

/** Tells roots and proofs of a tree from the hashes that are kept of it. Keeps the tiles that it has read. */
export class TiledTree {
  readonly #tiles = new Map<string, Promise<readonly Hash[]>>();

  constructor(private readonly read: ReadTile) {}

  async root(size: number): Promise<Hash> {
    return size === 0 ? EMPTY_ROOT : this.#overRange({ from: 0, to: size });
  }

  async frontier(size: number): Promise<Frontier> {
    const edge: KnownSubtree[] = [];
    for (const subtree of completeSubtrees({ from: 0, to: size })) {
      edge.push({ ...subtree, hash: await this.#overSubtree(subtree) });
    }
    return new Frontier(edge);
  }

  /** @throws RangeError, HashMissing */
  async inclusionProof(index: number, size: number): Promise<Hash[]> {
    return this.#overEach(inclusionRanges(index, size));
  }

  /** @throws RangeError, HashMissing */
  async consistencyProof(oldSize: number, size: number): Promise<Hash[]> {
    return this.#overEach(consistencyRanges(oldSize, size));
  }

  async #overEach(ranges: readonly Range[]): Promise<Hash[]> {
    const hashes: Hash[] = [];
    for (const range of ranges) hashes.push(await this.#overRange(range));
    return hashes;
  }

  async #overRange(range: Range): Promise<Hash> {
    const hashes: Hash[] = [];
    for (const subtree of completeSubtrees(range)) hashes.push(await this.#overSubtree(subtree));
    return joined(hashes);
  }

  async #overSubtree({ level, index }: Subtree): Promise<Hash> {
    const above = level % TILE_LEVELS;
    const width = 2 ** above;
    const from = index * width;
    const tile = await this.#tile(level - above, Math.floor(from / TILE_WIDTH));
    let row = tile.slice(from % TILE_WIDTH, (from % TILE_WIDTH) + width);
    if (row.length < width) throw new HashMissing(level - above, from + row.length);
    while (row.length > 1) row = pairs(row);
    return row[0]!;
  }

  #tile(level: number, tile: number): Promise<readonly Hash[]> {
    const name = `${level}/${tile}`;
    const known = this.#tiles.get(name) ?? this.read(level, tile);
    this.#tiles.set(name, known);
    return known;
  }
}

const pairs = (row: readonly Hash[]): Hash[] =>
  Array.from({ length: row.length / 2 }, (_, nth) => nodeHash(row[2 * nth]!, row[2 * nth + 1]!));
