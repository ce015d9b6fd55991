import type { EventStore } from '@ehc/event-store';
import type { KeptHead } from '../heads/kept-heads.js';
import type { SignedHead } from '../heads/signed-head.js';
import type { Query } from '../sealed-log/sealed-rows.js';
import { ComparisonWithSeals } from './compare-with-seals.js';
import type { Finding } from './finding.js';
import { HeadTrials, type HeadVerdict, type TrustedKeys } from './head-trials.js';
import { openSealedTables, type SealedTables } from './sealed-tables.js';

/** Events compared at a time. */
const PAGE = 2_000;

/** Before every position that a row could be given: those below 1 are among what is looked for. */
const BEFORE_ALL = String(-(2n ** 63n));

export interface SealedLog {
  readonly store: Pick<EventStore, 'readAll'>;
  /** Asks the tables of the sealed log. */
  readonly query: Query;
  /** Keys whose signatures count. */
  readonly keys: TrustedKeys;
  /** Heads that were kept outside the database. */
  readonly heads: readonly KeptHead[];
}

/** What comparing the log with what seals it has shown. */
export interface SealedVerification {
  readonly sound: boolean;
  readonly findings: readonly Finding[];
  /** How many events are recorded. */
  readonly events: number;
  /** How many of them are sealed. The rest is no fault while the service seals it within seconds. */
  readonly sealed: number;
  /** The newest head in the database. */
  readonly head: SignedHead | null;
  /** What became of each head that was kept elsewhere. */
  readonly heads: readonly HeadVerdict[];
}

/**
 * Compares the log, event for event, with what seals it, and both with heads that were kept elsewhere. Changes nothing,
 * seals nothing.
 */
export const verifySealedLog = async ({ store, query, keys, heads }: SealedLog): Promise<SealedVerification> => {
  const tables = await openSealedTables(query);
  const comparison = new ComparisonWithSeals(tables, new HeadTrials(keys, heads));
  for (let after: string | undefined = BEFORE_ALL; after !== undefined;) {
    const page = await store.readAll(after, PAGE);
    const isLast = page.length < PAGE;
    await comparison.compare(page, isLast);
    after = isLast ? undefined : page.at(-1)!.position;
  }
  const { findings, verdicts, events } = comparison.conclude();
  const all = [...nothingSealed(tables, events), ...findings];
  return {
    sound: all.length === 0,
    findings: all,
    events,
    sealed: tables.leaves,
    head: tables.newestHead,
    heads: verdicts,
  };
};

const nothingSealed = ({ there, leaves, newestHead }: SealedTables, events: number): Finding[] => {
  const tell = (kind: Finding['kind'], text: string): Finding[] => [{ kind, positions: null, text }];
  if (events === 0 && leaves === 0 && !newestHead) return [];
  if (!there) return tell('seal', 'The tables of the sealed log are not there: it was never begun, or was removed.');
  if (leaves === 0) return tell('seal', 'No event is sealed: sealing has not begun, or what was sealed was removed.');
  if (!newestHead) return tell('head', 'There is no signed head, though events are sealed: heads were removed.');
  return [];
};
