import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { auditPath, consistencyPath, keptTree, treeHash } from '../../testing/index.js';
import { hasGrown, isIncluded } from './check-proof.js';
import { Frontier } from './frontier.js';
import { type Hash, leafHash } from './hash.js';
import { HashMissing, TiledTree } from './tiles.js';

// Against the recursive definitions of the RFC, for trees of up to three tiles.

const entriesOf = (size: number): Buffer[] => Array.from({ length: size }, (_, nth) => Buffer.from(`entry ${nth}`));
const sizes = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 250, max: 700 }));
/** A tree, a leaf of it, and a size that it had before. */
const cases = sizes.chain((size) =>
  fc.record({
    size: fc.constant(size),
    index: fc.nat(size - 1),
    oldSize: fc.integer({ min: 1, max: size }),
    /** How much of the tree was there when its edge was taken from the kept hashes. */
    taken: fc.nat(size),
  }),
);

/** The same with one bit turned over. */
const spoilt = (hash: Hash, at: number): Hash => {
  const copy = Buffer.from(hash);
  copy[at % 32]! ^= 1 << (at % 8);
  return copy;
};

describe('the tree', () => {
  it('has the root that the RFC defines, however it has grown', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ size, taken }) => {
        const entries = entriesOf(size);
        const root = treeHash(entries);
        const { frontier, tree } = keptTree(entries);
        expect(frontier.root()).toEqual(root);
        expect(await tree.root(size)).toEqual(root);
        const resumed = await tree.frontier(taken);
        for (const entry of entries.slice(taken)) resumed.append(leafHash(entry));
        expect(resumed.root()).toEqual(root);
        expect(resumed.size).toBe(size);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the proofs that the RFC defines, and takes no others', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(), fc.nat(255), async ({ size, index, oldSize }, which, bit) => {
        const entries = entriesOf(size);
        const { tree } = keptTree(entries);
        const [root, oldRoot] = [treeHash(entries), treeHash(entries.slice(0, oldSize))];

        const path = await tree.inclusionProof(index, size);
        expect(path).toEqual(auditPath(index, entries));
        const leaf = leafHash(entries[index]!);
        const inclusion = { leaf, index, size, root, proof: path };
        expect(isIncluded(inclusion)).toBe(true);
        expect(isIncluded({ ...inclusion, leaf: spoilt(leaf, bit) })).toBe(false);
        expect(isIncluded({ ...inclusion, root: spoilt(root, bit) })).toBe(false);
        expect(isIncluded({ ...inclusion, index: index + 1 })).toBe(false);
        expect(isIncluded({ ...inclusion, proof: [...path, root] })).toBe(false);

        const growth = await tree.consistencyProof(oldSize, size);
        expect(growth).toEqual(consistencyPath(oldSize, entries));
        const grown = { oldSize, oldRoot, size, root, proof: growth };
        expect(hasGrown(grown)).toBe(true);
        expect(hasGrown({ ...grown, oldRoot: spoilt(oldRoot, bit) })).toBe(false);
        expect(hasGrown({ ...grown, root: spoilt(root, bit) })).toBe(false);
        expect(hasGrown({ ...grown, proof: [...growth, root] })).toBe(false);

        for (const [proof, holds] of [
          [path, (changed: Hash[]) => isIncluded({ ...inclusion, proof: changed })],
          [growth, (changed: Hash[]) => hasGrown({ ...grown, proof: changed })],
        ] as const) {
          if (proof.length === 0) continue;
          expect(holds(proof.with(which % proof.length, spoilt(proof[which % proof.length]!, bit)))).toBe(false);
          expect(holds(proof.slice(0, -1))).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('tells each subtree once, when it is complete', () => {
    const frontier = new Frontier();
    const told = Array.from({ length: 300 }, () => frontier.append(Buffer.alloc(32))).flat();
    expect(new Set(told.map(({ level, index }) => `${level}/${index}`)).size).toBe(told.length);
    expect(told.filter(({ level }) => level === 8)).toHaveLength(1);
    expect(told.filter(({ level }) => level === 2).map(({ index }) => index)).toEqual([...Array(75).keys()]);
  });

  it('says so where a hash has been lost', async () => {
    await expect(new TiledTree(() => Promise.resolve([])).root(3)).rejects.toThrow(HashMissing);
  });
});
