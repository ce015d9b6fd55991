import { Frontier } from '../src/merkle/frontier.js';
import { type Hash, leafHash } from '../src/merkle/hash.js';
import { isKept, TILE_WIDTH, TiledTree } from '../src/merkle/tiles.js';

/** A tree in memory that keeps of its hashes what the tables keep. */
export const keptTree = (entries: readonly (Uint8Array | string)[]): { frontier: Frontier; tree: TiledTree } => {
  const kept = new Map<number, Hash[]>();
  const frontier = new Frontier();
  for (const entry of entries) {
    for (const { level, index, hash } of frontier.append(leafHash(entry)).filter(isKept)) {
      const row = kept.get(level) ?? [];
      row[index] = hash;
      kept.set(level, row);
    }
  }
  const read = (level: number, tile: number) =>
    Promise.resolve((kept.get(level) ?? []).slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH));
  return { frontier, tree: new TiledTree(read) };
};
