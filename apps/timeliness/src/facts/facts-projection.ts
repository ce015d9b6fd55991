import type { HistoryEvent } from '@ehc/event-store';
import { type Fold, GrowingState, readEvent, type StreamKind } from '@ehc/pathway';
import type { FollowedStream, RowOf, StreamProjection } from '@ehc/projections';
import { ADVICE_FACT } from './advice-fact.js';
import { AUTHORITY_FACT } from './authority-fact.js';
import type { Change, Version } from './believed-table.js';
import { CASE_FACT } from './case-fact.js';
import { CENSUS_FACT } from './census-fact.js';
import { CHILD_FACT } from './child-fact.js';
import { DEALINGS_FACT } from './dealings-fact.js';
import { CORRECTIONS, type FactOfStream } from './fact-of-stream.js';
import { PLAN_FACT } from './plan-fact.js';

type Row = RowOf<Record<string, never>>;
type Fact = FactOfStream<unknown>;

/** Every kind of fact, each following from one kind of stream alone. */
const FACTS = [
  CASE_FACT,
  PLAN_FACT,
  CENSUS_FACT,
  CHILD_FACT,
  ADVICE_FACT,
  DEALINGS_FACT,
  AUTHORITY_FACT,
] as unknown as readonly Fact[];

/** Name of the projection, by which its checkpoint is found. */
export const FACTS_PROJECTION = 'timeliness_facts';

const kinds: readonly StreamKind[] = [...new Set(FACTS.map(({ kind }) => kind))];
/** Types of events that may change a fact. */
export const FACT_TYPES: readonly string[] = [...new Set([...FACTS.flatMap((fact) => fact.types), ...CORRECTIONS])];

/** The types of events that may change the rows of each fact. */
const touching = new Map(FACTS.map((fact) => [fact, new Set<string>([...fact.types, ...CORRECTIONS])]));

/** What a kind of stream comes to, and the facts that follow from it. */
interface FactsOfFold {
  readonly fold: Fold<unknown>;
  readonly facts: readonly Fact[];
}

const foldsByKind = new Map<string, readonly FactsOfFold[]>(
  kinds.map((kind) => {
    const ofKind = FACTS.filter((fact) => fact.kind === kind);
    const folds = [...new Set(ofKind.map(({ fold }) => fold))];
    return [kind, folds.map((fold) => ({ fold, facts: ofKind.filter((fact) => fact.fold === fold) }))];
  }),
);

/** Events of a stream that were recorded at one instant. */
interface Run {
  /** Position of its first event: from there on what it says is believed. */
  readonly from: string;
  readonly events: readonly HistoryEvent[];
  /** How many of them, from the first, the rows show already. */
  readonly known: number;
}

/**
 * The events of a stream in runs that were recorded at one instant. They are believed together, since nobody can ask as
 * at a moment between them; so they make one version of a fact, also where a batch ends between them.
 */
const runsOf = ({ events, known }: FollowedStream): Run[] => {
  const runs: Run[] = [];
  for (let end = 0, begin = 0; begin < events.length; begin = end) {
    const { recordedAt, position } = events[begin]!;
    while (end < events.length && events[end]!.recordedAt === recordedAt) end += 1;
    runs.push({ from: position, events: events.slice(begin, end), known: Math.max(known - begin, 0) });
  }
  return runs;
};

/** Whether the new events of a run may change the rows of a fact. */
const touches = ({ events, known }: Run, types: ReadonlySet<string>): boolean =>
  events.some(({ type }, index) => index >= known && types.has(type));

/** What a stream's new events make of each fact that follows from a fold. */
const versionsOf = ({ fold, facts }: FactsOfFold, id: string, runs: readonly Run[]): Version<Row>[][] => {
  const versions = facts.map((): Version<Row>[] => []);
  const growing = new GrowingState(fold);
  for (const run of runs) {
    const state = growing.add(run.events.map(readEvent).filter((event) => event !== null));
    facts.forEach((fact, index) => {
      if (!touches(run, touching.get(fact)!)) return;
      versions[index]!.push({ from: run.from, rows: fact.rows(id, state) as readonly Row[] });
    });
  }
  return versions;
};

/** The facts of every case, plan, child, request for advice and authority, as believed at every moment. */
export const factsProjection: StreamProjection = {
  owner: 'timeliness',
  name: FACTS_PROJECTION,
  version: 3,
  streams: kinds,
  types: FACT_TYPES,
  tables: FACTS.flatMap(({ table }) => table.tables),
  write: async (streams, transaction, schema) => {
    const changes = new Map(FACTS.map((fact): [Fact, Change<Row>[]] => [fact, []]));
    for (const stream of streams) {
      const { id, events } = stream;
      const about = { id, authority: events[0]!.authority, known: stream.known > 0 };
      const runs = runsOf(stream);
      for (const ofFold of foldsByKind.get(kindOf(stream))!) {
        versionsOf(ofFold, id, runs).forEach((versions, index) => {
          if (versions.length > 0) changes.get(ofFold.facts[index]!)!.push({ ...about, versions });
        });
      }
    }
    for (const [fact, ofFact] of changes) await fact.table.write(transaction, schema, ofFact);
  },
};

const kindOf = ({ stream }: FollowedStream): string => stream.slice(0, stream.indexOf('-'));
