import { newestHead, readHeads } from '../heads/head-rows.js';
import type { SignedHead } from '../heads/signed-head.js';
import type { KnownSubtree } from '../merkle/frontier.js';
import { type Leaf, type Query, readLeaves, readNodes, sealedSize } from '../sealed-log/sealed-rows.js';

/** SQLSTATEs of a table and of a schema that is not there. */
const GONE = new Set(['42P01', '3F000']);

/** What seals the log, as its tables have it; nothing, where they are gone. */
export interface SealedTables {
  readonly there: boolean;
  /** How many events are sealed: the last position of a leaf. */
  readonly leaves: number;
  readonly newestHead: SignedHead | null;
  readonly nodes: readonly KnownSubtree[];
  /** Leaves of the positions after `after`, up to and with `upTo`. */
  leavesBetween(after: number, upTo: number): Promise<Leaf[]>;
  /** Heads over as many events. */
  headsBetween(after: number, upTo: number): Promise<SignedHead[]>;
}

const NOTHING: SealedTables = {
  there: false,
  leaves: 0,
  newestHead: null,
  nodes: [],
  leavesBetween: () => Promise.resolve([]),
  headsBetween: () => Promise.resolve([]),
};

export const openSealedTables = async (query: Query): Promise<SealedTables> => {
  try {
    return {
      there: true,
      leaves: await sealedSize(query),
      newestHead: await newestHead(query),
      nodes: await readNodes(query),
      leavesBetween: (after, upTo) => readLeaves(query, after, upTo),
      headsBetween: (after, upTo) => readHeads(query, after, upTo),
    };
  } catch (error) {
    if (GONE.has((error as { code?: string }).code ?? '')) return NOTHING;
    throw error;
  }
};
