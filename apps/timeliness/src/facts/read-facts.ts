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
import { caseDetailOf } from './case-details.js';
import { codeColumn } from './code-column.js';
import { ColumnsBuilder, PackedReader } from './packed-columns.js';

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

/** Facts and settings of one authority as believed at one position. */
export const readFacts = async (
  queries: ReadModelQueries,
  asked: FactsAsked,
): Promise<{ readonly facts: Facts; readonly authority: AuthorityAt }> => {
  // What is believed at a position never changes once the projection has passed it, so these need no transaction.
  const [authority, cases, plans, census, details] = await Promise.all([
    readAuthority(queries, asked),
    readCases(queries, asked),
    readPlans(queries, asked),
    readCensus(queries, asked),
    readDetails(queries, asked),
  ]);
  const { importedReturns } = authority;
  return { authority, facts: assembleFacts({ cases: { ...cases, details }, plans, census, importedReturns }) };
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

const slicesOf = ({ codes, born_in }: SliceRow, by: SliceBy | undefined): SliceColumns => {
  if (by === 'age') return { bornIn: Int32Array.from(born_in ?? [], (month) => month ?? NEVER) };
  if (by === undefined || by === 'month' || by === 'source') return {};
  return { [by]: codeColumn(codes ?? []) };
};

const readCases = async (queries: ReadModelQueries, { authority, position, by }: FactsAsked) => {
  const [row] = await queries.query<PackedRow>(packedSql('case_fact', by), [authority, position]);
  const reader = new PackedReader(row?.packed ?? EMPTY);
  const columns = new ColumnsBuilder(CASE_COLUMNS);
  const keys: string[] = [];
  while (!reader.atEnd) {
    keys.push(reader.uuid());
    columns.read(reader);
  }
  return { keys, columns: columns.build(), slices: slicesOf(row ?? { packed: null }, by) };
};

const readPlans = async (queries: ReadModelQueries, { authority, position, by }: FactsAsked) => {
  const [row] = await queries.query<PackedRow>(packedSql('plan_fact', by), [authority, position]);
  const reader = new PackedReader(row?.packed ?? EMPTY);
  const columns = new ColumnsBuilder(PLAN_COLUMNS);
  const reviews = new ColumnsBuilder(REVIEW_COLUMNS);
  const [keys, caseKeys, reviewCounts]: [string[], string[], number[]] = [[], [], []];
  while (!reader.atEnd) {
    keys.push(reader.uuid());
    caseKeys.push(reader.uuid());
    columns.read(reader);
    const count = reader.int();
    reviewCounts.push(count);
    for (let review = 0; review < count; review++) reviews.read(reader);
  }
  return {
    keys,
    caseKeys,
    columns: columns.build(),
    reviewCounts,
    reviews: reviews.build(),
    slices: slicesOf(row ?? { packed: null }, by),
  };
};

const readCensus = async (queries: ReadModelQueries, { authority, position, collectionYear }: FactsAsked) => {
  const [row] = await queries.query<PackedRow>(
    `SELECT string_agg(packed, ''::bytea) AS packed
       FROM ${believedAt('census_fact', 'packed, collection_year', '$1', '$2')} f WHERE collection_year = $3`,
    [authority, position, collectionYear],
  );
  const reader = new PackedReader(row?.packed ?? EMPTY);
  const columns = new ColumnsBuilder(CENSUS_COLUMNS);
  const planKeys: string[] = [];
  while (!reader.atEnd) {
    planKeys.push(reader.uuid());
    columns.read(reader);
  }
  return { planKeys, columns: columns.build() };
};

interface DetailRow {
  readonly case_id: string;
  readonly drafts: readonly string[] | null;
  readonly exceptions: unknown;
  readonly asked: readonly (string | null)[] | null;
  readonly answered: readonly (string | null)[] | null;
}

/** Drafts and advice tell the stage of open cases only, so they are read of cases without a plan by the snapshot. */
const readDetails = async (
  queries: ReadModelQueries,
  { authority, position, snapshot }: FactsAsked,
): Promise<Map<string, CaseDetail>> => {
  const rows = await queries.query<DetailRow>(
    `WITH detailed AS (
       SELECT case_id, drafts::text[] AS drafts, exceptions, issued_on IS NULL OR issued_on > $3 AS without_plan
         FROM ${believedAt('case_fact', 'case_id, drafts, exceptions, issued_on', '$1', '$2')} f
     ), advice AS (
       SELECT case_id, array_agg(asked_on::text ORDER BY asked_on, answered_on) AS asked,
              array_agg(answered_on::text ORDER BY asked_on, answered_on) AS answered
         FROM ${believedAt('advice_fact', 'case_id, asked_on, answered_on', '$1', '$2')} f
        WHERE case_id IN (SELECT case_id FROM detailed WHERE without_plan)
        GROUP BY case_id
     )
     SELECT case_id, CASE WHEN without_plan THEN drafts END AS drafts, exceptions, asked, answered
       FROM detailed LEFT JOIN advice USING (case_id)
      WHERE exceptions IS NOT NULL OR asked IS NOT NULL OR (without_plan AND drafts IS NOT NULL)`,
    [authority, position, formatCivilDate(snapshot)],
  );
  return new Map(rows.map(({ case_id, ...cells }) => [keyOfUuid(case_id), caseDetailOf(cells)]));
};

/** The key under which a packed row names the same UUID. */
const keyOfUuid = (uuid: string): string => Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('latin1');
