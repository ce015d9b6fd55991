import type { RecordedEvent } from '@ehc/event-store';
import { type PathwayEvent, readEvent } from '@ehc/pathway';
import { entityTable, loadEntities, type Projection, type RowOf, upsertRows } from '@ehc/projections';
import { ADVICE_FACT } from './advice-fact.js';
import { AUTHORITY_FACT } from './authority-fact.js';
import type { Change, Version } from './believed-table.js';
import { CASE_FACT } from './case-fact.js';
import { CENSUS_FACT } from './census-fact.js';
import { CHILD_FACT } from './child-fact.js';
import { DEALINGS_FACT } from './dealings-fact.js';
import { CORRECTIONS, type FactOfStream } from './fact-of-stream.js';
import { PLAN_FACT } from './plan-fact.js';

/** Every kind of fact, each following from one kind of stream alone. */
const FACTS = [
  CASE_FACT,
  PLAN_FACT,
  CENSUS_FACT,
  CHILD_FACT,
  ADVICE_FACT,
  DEALINGS_FACT,
  AUTHORITY_FACT,
] as unknown as readonly FactOfStream[];

/** Name of the projection, by which its checkpoint is found. */
export const FACTS_PROJECTION = 'timeliness_facts';

type Row = RowOf<Record<string, never>>;

/** What is kept of a stream, so that its facts can be worked out anew when an event, or a correction, comes. */
interface StreamHistory {
  /** Instant at which its newest events were recorded. */
  readonly recordedAt: string;
  /** Position of the first event recorded at that instant: from there on the newest version is believed. */
  readonly from: string;
  readonly events: readonly PathwayEvent[];
}

const HISTORY = entityTable('fact_history');

const corrections: ReadonlySet<string> = new Set(CORRECTIONS);
/** Types of events that may change a fact. */
export const FACT_TYPES: readonly string[] = [...new Set([...FACTS.flatMap((fact) => fact.types), ...CORRECTIONS])];

/** `case-<id>`: the kind of stream and the id of what it tells of. */
const partsOf = (stream: string): readonly [kind: string, id: string] => {
  const dash = stream.indexOf('-');
  return [stream.slice(0, dash), stream.slice(dash + 1)];
};

const touches = (fact: FactOfStream, { type }: PathwayEvent): boolean =>
  corrections.has(type) || (fact.types as readonly string[]).includes(type);

/**
 * The events of a stream in runs that were recorded at one instant. They are believed together, since nobody can ask as
 * at a moment between them; so they make one version of a fact, also where a batch ends between them.
 */
const runsOf = (events: readonly RecordedEvent[]): RecordedEvent[][] => {
  const runs: RecordedEvent[][] = [];
  for (const event of events) {
    if (runs.at(-1)?.[0]?.recordedAt === event.recordedAt) runs.at(-1)!.push(event);
    else runs.push([event]);
  }
  return runs;
};

/** Works out what a stream's new events make of its facts. */
const follow = (
  stream: string,
  known: StreamHistory | undefined,
  events: readonly RecordedEvent[],
): { readonly history: StreamHistory; readonly versions: ReadonlyMap<FactOfStream, readonly Version<Row>[]> } => {
  const [kind, id] = partsOf(stream);
  const facts = FACTS.filter((fact) => fact.kind === kind);
  const versions = new Map<FactOfStream, Version<Row>[]>();
  let history: StreamHistory = known ?? { recordedAt: '', from: '', events: [] };
  for (const run of runsOf(events)) {
    const { recordedAt, position } = run[0]!;
    const added = run.map(readEvent).filter((event) => event !== null);
    history = {
      recordedAt,
      from: history.recordedAt === recordedAt ? history.from : position,
      events: [...history.events, ...added],
    };
    for (const fact of facts) {
      if (!added.some((event) => touches(fact, event))) continue;
      const version = { from: history.from, rows: fact.rows(id, history.events) as readonly Row[] };
      versions.set(fact, [...(versions.get(fact) ?? []), version]);
    }
  }
  return { history, versions };
};

const byStream = (events: readonly RecordedEvent[]): Map<string, RecordedEvent[]> => {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const stream = streams.get(event.stream);
    if (stream) stream.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
};

/** The facts of every case, plan, child, request for advice and authority, as believed at every moment. */
export const factsProjection: Projection = {
  owner: 'timeliness',
  name: FACTS_PROJECTION,
  version: 2,
  types: FACT_TYPES,
  tables: [HISTORY, ...FACTS.flatMap(({ table }) => table.tables)],
  handle: async (events, transaction, schema) => {
    const streams = byStream(events);
    const known = await loadEntities<StreamHistory>(transaction, schema, HISTORY.name, streams.keys());
    const histories: { id: string; state: StreamHistory }[] = [];
    const changes = new Map<FactOfStream, Change<Row>[]>(FACTS.map((fact) => [fact, []]));
    for (const [stream, added] of streams) {
      const before = known.get(stream);
      const { history, versions } = follow(stream, before, added);
      histories.push({ id: stream, state: history });
      const [, id] = partsOf(stream);
      const { authority } = added[0]!;
      for (const [fact, ofFact] of versions) {
        changes.get(fact)!.push({ id, authority, versions: ofFact, known: before !== undefined });
      }
    }
    await upsertRows(transaction, schema, HISTORY, histories);
    for (const [fact, ofFact] of changes) await fact.table.write(transaction, schema, ofFact);
  },
};
