import { type PathwayEvent, readEvent } from '@ehc/pathway';
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

const kinds: readonly string[] = [...new Set(FACTS.map(({ kind }) => kind))];
/** Types of events that may change a fact. */
export const FACT_TYPES: readonly string[] = [...new Set([...FACTS.flatMap((fact) => fact.types), ...CORRECTIONS])];

/** The types of events that may change the rows of each fact. */
const touching = new Map(FACTS.map((fact) => [fact, new Set<string>([...fact.types, ...CORRECTIONS])]));
const factsByKind = new Map(kinds.map((kind) => [kind, FACTS.filter((fact) => fact.kind === kind)]));

/** Events of a stream that were recorded at one instant. */
interface Run {
  /** Position of its first event: from there on what it says is believed. */
  readonly from: string;
  /** How many events of the stream there are up to its end. */
  readonly end: number;
  /** Types of those of its events that are new. */
  readonly added: readonly string[];
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
    if (end > known) {
      runs.push({ from: position, end, added: events.slice(Math.max(begin, known), end).map(({ type }) => type) });
    }
  }
  return runs;
};

/** What a stream's new events make of a fact. */
const versionsOf = (
  fact: FactOfStream,
  id: string,
  history: readonly (PathwayEvent | null)[],
  runs: readonly Run[],
): Version<Row>[] => {
  const types = touching.get(fact)!;
  return runs
    .filter(({ added }) => added.some((type) => types.has(type)))
    .map(({ from, end }) => {
      const believed = history.slice(0, end).filter((event) => event !== null);
      return { from, rows: fact.rows(id, believed) as readonly Row[] };
    });
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
    const changes = new Map<FactOfStream, Change<Row>[]>(FACTS.map((fact) => [fact, []]));
    for (const grown of streams) {
      const { stream, id, events, known } = grown;
      const { authority } = events[0]!;
      const history = events.map(readEvent);
      const runs = runsOf(grown);
      for (const fact of factsByKind.get(stream.slice(0, stream.indexOf('-')))!) {
        const versions = versionsOf(fact, id, history, runs);
        if (versions.length > 0) changes.get(fact)!.push({ id, authority, versions, known: known > 0 });
      }
    }
    for (const [fact, ofFact] of changes) await fact.table.write(transaction, schema, ofFact);
  },
};
