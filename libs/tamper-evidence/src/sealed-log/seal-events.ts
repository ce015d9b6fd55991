import type { RecordedEvent } from '@ehc/event-store';
import { type EventProjection, ProjectionFault } from '@ehc/projections';
import { setImmediate as otherWork } from 'node:timers/promises';
import { canonicalEvent } from '../canonical/event-form.js';
import { Frontier, type KnownSubtree } from '../merkle/frontier.js';
import { leafHash } from '../merkle/hash.js';
import { isKept, TiledTree } from '../merkle/tiles.js';
import { addLeaves, addNodes, type Leaf, type Query, readLeaves, sealedSize, tilesOf } from './sealed-rows.js';

/** Events hashed before other work of the process gets its turn: some three milliseconds. */
const AT_A_STRETCH = 200;

/**
 * What seals the log: it follows it as read models do, under a lease and with a checkpoint in the transaction that adds
 * the leaves. It is no read model: `ehc rebuild` and `ehc verify` are not given it, and an event that is sealed is never
 * sealed anew. Followed again from an earlier checkpoint, the log must be what it was.
 */
export const sealEvents = (): EventProjection => {
  /** As the last batch left it; used where the tables still stand there. */
  let edge = new Frontier();
  return {
    owner: 'tamper_evidence',
    name: 'tamper_evidence',
    version: 1,
    tables: [],
    handle: async (events, { query }) => {
      const size = await sealedSize(query);
      if (edge.size !== size) edge = await new TiledTree(tilesOf(query)).frontier(size);
      const hashed = await hashEach(events);
      await compareWithSealed(
        query,
        hashed.filter(({ position }) => position <= size),
      );
      await seal(
        query,
        edge,
        hashed.filter(({ position }) => position > size),
      );
    },
  };
};

const hashEach = async (events: readonly RecordedEvent[]): Promise<Leaf[]> => {
  const leaves: Leaf[] = [];
  for (const event of events) {
    leaves.push({ position: Number(event.position), hash: leafHash(canonicalEvent(event)) });
    if (leaves.length % AT_A_STRETCH === 0) await otherWork();
  }
  return leaves;
};

/** @throws ProjectionFault where an event is not what was sealed */
const compareWithSealed = async (query: Query, again: readonly Leaf[]): Promise<void> => {
  if (again.length === 0) return;
  const sealed = await readLeaves(query, again[0]!.position - 1, again.at(-1)!.position);
  const byPosition = new Map(sealed.map(({ position, hash }) => [position, hash]));
  for (const { position, hash } of again) {
    if (byPosition.get(position)?.equals(hash)) continue;
    throw new ProjectionFault(`the event at position ${position} is not the one that was sealed there`);
  }
};

/** @throws ProjectionFault where positions are missing before an event */
const seal = async (query: Query, edge: Frontier, leaves: readonly Leaf[]): Promise<void> => {
  if (leaves.length === 0) return;
  const nodes: KnownSubtree[] = [];
  for (const { position, hash } of leaves) {
    const next = edge.size + 1;
    if (position !== next) {
      throw new ProjectionFault(
        `events are sealed up to position ${edge.size}, but the next one stands at ${position}`,
      );
    }
    nodes.push(...edge.append(hash).filter((subtree) => subtree.level > 0 && isKept(subtree)));
  }
  await addLeaves(query, leaves);
  await addNodes(query, nodes);
};
