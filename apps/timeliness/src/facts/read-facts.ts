import {
  type ClockSettings,
  type DayNumber,
  DEFAULT_SETTINGS,
  formatCivilDate,
  isSettingName,
  isSettingValue,
} from '@ehc/statutory-clock';
import {
  CASE_COLUMNS,
  CENSUS_COLUMNS,
  type CaseDetail,
  type Facts,
  NEVER,
  PLAN_COLUMNS,
  REVIEW_COLUMNS,
  type SliceBy,
  type SliceColumns,
} from '../measures/index.js';
import { assembleFacts } from './assemble-facts.js';
import { believedAt } from './believed-table.js';
import { caseDetailOf, type DetailCells } from './case-details.js';
import { codeColumn } from './code-column.js';
import { keyOfUuid, PackedInts, placesOfRows, UUID_INTS } from './packed-columns.js';

/** Runs SQL on the read models: TypeORM's `DataSource`. */
export interface ReadModelQueries {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

export interface FactsAsked {
  readonly authority: string;
  /** Facts as believed at this position. */
  readonly position: string;
  /** The day whose state snapshots show. */
  readonly snapshot: DayNumber;
  /** Year of the header of the return whose census is wanted. */
  readonly collectionYear: number;
  readonly by?: SliceBy | undefined;
}

/** What is known of an authority itself at a position. */
export interface AuthorityAt {
  readonly settings: Readonly<ClockSettings>;
  /** 1 while the defaults stand; one more with each change. */
  readonly settingsVersion: number;
  /** An import of a return has begun and not come to its end. */
  readonly importing: boolean;
  readonly importedReturns: boolean;
}

export interface FactsAt {
  readonly facts: Facts;
  readonly authority: AuthorityAt;
  /** Which case and which plan each row tells of: what `keyOfUuid` makes of its id. */
  readonly keys: { readonly cases: readonly string[]; readonly plans: readonly string[] };
}

/** Facts and settings of one authority as believed at one position. */
export const readFacts = async (queries: ReadModelQueries, asked: FactsAsked): Promise<FactsAt> => {
  // What is believed at a position never changes once the projection has passed it, so these need no transaction.
  const [authority, cases, plans, census, details] = await Promise.all([
    readAuthority(queries, asked),
    readCases(queries, asked),
    readPlans(queries, asked),
    readCensus(queries, asked),
    readDetails(queries, asked),
  ]);
  const { importedReturns } = authority;
  return {
    authority,
    facts: assembleFacts({ cases: { ...cases, details }, plans, census, importedReturns }),
    keys: { cases: cases.keys, plans: plans.keys },
  };
};

interface AuthorityRow {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly settings_version: number;
  readonly imports_running: number;
  readonly imports: number;
}

const readAuthority = async (queries: ReadModelQueries, { authority, position }: FactsAsked): Promise<AuthorityAt> => {
  const [row] = await queries.query<AuthorityRow>(
    `SELECT * FROM ${believedAt('authority_fact', 'settings, settings_version, imports_running, imports', '$1', '$2')} f`,
    [authority, position],
  );
  return {
    settings: settingsOf(row?.settings ?? {}),
    settingsVersion: row?.settings_version ?? 1,
    importing: (row?.imports_running ?? 0) > 0,
    importedReturns: (row?.imports ?? 0) > 0,
  };
};

/** A setting that this version does not know, recorded by a newer one, changes nothing here. */
const settingsOf = (chosen: Readonly<Record<string, unknown>>): Readonly<ClockSettings> => ({
  ...DEFAULT_SETTINGS,
  ...Object.fromEntries(
    Object.entries(chosen).filter(([name, value]) => isSettingName(name) && isSettingValue(name, value)),
  ),
});

/** Columns that the slice asked for needs, in the order of the packed rows. */
interface SliceRow {
  readonly codes?: readonly (string | null)[] | null;
  readonly born_in?: readonly (number | null)[] | null;
}

interface PackedRow extends SliceRow {
  readonly packed: Buffer | null;
}

const EMPTY = Buffer.alloc(0);

/** SQL that packs all rows of a table into one value, with what the slice needs of each row beside it. */
const packedSql = (table: 'case_fact' | 'plan_fact', by: SliceBy | undefined): string => {
  switch (by) {
    case 'need':
    case 'setting':
      return `SELECT string_agg(packed, ''::bytea) AS packed, json_agg(${by}) AS codes
                FROM ${believedAt(table, `packed, ${by}`, '$1', '$2')} f`;
    case 'sex':
    case 'ethnicity':
    case 'age': {
      const slice = by === 'age' ? 'json_agg(c.born_in) AS born_in' : `json_agg(c.${by}) AS codes`;
      return `SELECT string_agg(f.packed, ''::bytea) AS packed, ${slice}
                FROM ${believedAt(table, 'packed, child_id', '$1', '$2')} f
                LEFT JOIN ${believedAt('child_fact', 'child_id, sex, ethnicity, born_in', '$1', '$2')} c USING (child_id)`;
    }
    default:
      return `SELECT string_agg(packed, ''::bytea) AS packed FROM ${believedAt(table, 'packed', '$1', '$2')} f`;
  }
};

const slicesOf = (row: SliceRow | undefined, by: SliceBy | undefined): SliceColumns => {
  const { codes, born_in } = row ?? {};
  if (by === 'age') return { bornIn: Int32Array.from(born_in ?? [], (month) => month ?? NEVER) };
  if (by === undefined || by === 'month' || by === 'source') return {};
  return { [by]: codeColumn(codes ?? []) };
};

const readCases = async (queries: ReadModelQueries, { authority, position, by }: FactsAsked) => {
  const [row] = await queries.query<PackedRow>(packedSql('case_fact', by), [authority, position]);
  const ints = new PackedInts(row?.packed ?? EMPTY);
  const places = placesOfRows(ints.length, UUID_INTS + CASE_COLUMNS.length, UUID_INTS);
  return {
    keys: Array.from(places, (place) => ints.uuid(place - UUID_INTS)),
    columns: ints.columns(CASE_COLUMNS, places),
    slices: slicesOf(row, by),
  };
};

const readPlans = async (queries: ReadModelQueries, { authority, position, by }: FactsAsked) => {
  const [row] = await queries.query<PackedRow>(packedSql('plan_fact', by), [authority, position]);
  const ints = new PackedInts(row?.packed ?? EMPTY);
  const { starts, reviewCounts, reviewPlaces } = layOutPlans(ints);
  return {
    keys: Array.from(starts, (start) => ints.uuid(start)),
    caseKeys: Array.from(starts, (start) => ints.uuid(start + UUID_INTS)),
    columns: ints.columns(
      PLAN_COLUMNS,
      starts.map((start) => start + 2 * UUID_INTS),
    ),
    reviewCounts,
    reviews: ints.columns(REVIEW_COLUMNS, reviewPlaces),
    slices: slicesOf(row, by),
  };
};

/** Numbers of a packed plan before its reviews: its id and that of its case, the columns, how many reviews there are. */
const PLAN_HEAD = 2 * UUID_INTS + PLAN_COLUMNS.length + 1;

/** Where each plan and each review begins: plans are as long as they have reviews. */
const layOutPlans = (ints: PackedInts) => {
  const width = REVIEW_COLUMNS.length;
  const most = Math.ceil(ints.length / PLAN_HEAD);
  const [starts, reviewCounts] = [new Int32Array(most), new Int32Array(most)];
  const reviewPlaces = new Int32Array(Math.ceil(ints.length / width));
  let [plans, reviews] = [0, 0];
  for (let place = 0; place < ints.length; plans++) {
    const count = ints.int(place + PLAN_HEAD - 1);
    starts[plans] = place;
    reviewCounts[plans] = count;
    place += PLAN_HEAD;
    for (let review = 0; review < count; review++, place += width) reviewPlaces[reviews++] = place;
  }
  return {
    starts: starts.subarray(0, plans),
    reviewCounts: reviewCounts.subarray(0, plans),
    reviewPlaces: reviewPlaces.subarray(0, reviews),
  };
};

const readCensus = async (queries: ReadModelQueries, { authority, position, collectionYear }: FactsAsked) => {
  const [row] = await queries.query<PackedRow>(
    `SELECT string_agg(packed, ''::bytea) AS packed
       FROM ${believedAt('census_fact', 'packed, collection_year', '$1', '$2')} f WHERE collection_year = $3`,
    [authority, position, collectionYear],
  );
  const ints = new PackedInts(row?.packed ?? EMPTY);
  const places = placesOfRows(ints.length, UUID_INTS + CENSUS_COLUMNS.length, UUID_INTS);
  return {
    planKeys: Array.from(places, (place) => ints.uuid(place - UUID_INTS)),
    columns: ints.columns(CENSUS_COLUMNS, places),
  };
};

interface DetailRow {
  readonly case_id: string;
  readonly drafts: readonly string[] | null;
  readonly exceptions: unknown;
}

interface AdviceRow {
  readonly case_id: string;
  readonly asked: readonly (string | null)[];
  readonly answered: readonly (string | null)[];
}

/**
 * Drafts and advice tell the stage of open cases only: so drafts are read where there was no plan by the snapshot, and
 * advice where nothing had been decided by then on an assessment that was begun.
 */
const readDetails = async (queries: ReadModelQueries, asked: FactsAsked): Promise<Map<string, CaseDetail>> => {
  const parameters = [asked.authority, asked.position, formatCivilDate(asked.snapshot)];
  const later = (column: string): string => `(${column} IS NULL OR ${column} > $3)`;
  const [details, advice] = await Promise.all([
    queries.query<DetailRow>(
      `SELECT case_id, CASE WHEN ${later('issued_on')} THEN drafts::text[] END AS drafts, exceptions
         FROM ${believedAt('case_fact', 'case_id, issued_on, drafts, exceptions', '$1', '$2')} f
        WHERE exceptions IS NOT NULL OR (drafts IS NOT NULL AND ${later('issued_on')})`,
      parameters,
    ),
    // Laterally, so that only the advice of the few cases that wait for it is looked up.
    queries.query<AdviceRow>(
      `WITH assessed AS MATERIALIZED (
         SELECT case_id
           FROM ${believedAt('case_fact', 'case_id, assessment_shown_on, issued_on, decided_to_issue_on, no_plan_on', '$1', '$2')} f
          WHERE assessment_shown_on IS NOT NULL
            AND ${['issued_on', 'decided_to_issue_on', 'no_plan_on'].map(later).join(' AND ')}
       )
       SELECT case_id, asked, answered
         FROM assessed CROSS JOIN LATERAL (
           SELECT array_agg(asked_on::text ORDER BY asked_on, answered_on) AS asked,
                  array_agg(answered_on::text ORDER BY asked_on, answered_on) AS answered
             FROM ${believedAt('advice_fact', 'case_id, asked_on, answered_on', '$1', '$2')} a
            WHERE a.case_id = assessed.case_id
         ) advice
        WHERE asked IS NOT NULL`,
      parameters,
    ),
  ]);
  const cells = new Map<string, DetailCells>(details.map(({ case_id, ...ofCase }) => [case_id, ofCase]));
  for (const { case_id, ...ofCase } of advice) cells.set(case_id, { ...cells.get(case_id), ...ofCase });
  return new Map([...cells].map(([id, ofCase]) => [keyOfUuid(id), caseDetailOf(ofCase)]));
};
