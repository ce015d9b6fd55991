import {
  type ClockSettings,
  type DayNumber,
  DEFAULT_SETTINGS,
  formatCivilDate,
  isSettingName,
  isSettingValue,
} from '@ehc/statutory-clock';
import {
  type AdvicePair,
  type CaseDetail,
  type Facts,
  NEVER,
  REVIEW_COLUMNS,
  type SliceBy,
  type SliceColumns,
} from '../measures/index.js';
import { ADVICE_LAYOUT } from './advice-fact.js';
import { joinFacts } from './assemble-facts.js';
import { believedAt } from './believed-table.js';
import { caseDetailOf } from './case-details.js';
import { CASE_LAYOUT } from './case-fact.js';
import { CENSUS_LAYOUT } from './census-fact.js';
import { codeColumn } from './code-column.js';
import { RowsByUuid, secondId, type UnpackedRows, unpackRows, uuidInts } from './packed-rows.js';
import { PLAN_LAYOUT, unpackReviews } from './plan-fact.js';

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
  // Each is unpacked as soon as it is there, while the database still works on the others.
  const [ofCases, ofPlans, ofCensus, authority] = await Promise.all([
    readCases(queries, asked).then((read) => ({ read, rows: unpackRows(read.packed ?? EMPTY, CASE_LAYOUT) })),
    readPlans(queries, asked).then((read) => ({
      read,
      rows: unpackRows(read.packed ?? EMPTY, PLAN_LAYOUT, REVIEW_COLUMNS.length),
    })),
    readCensus(queries, asked),
    readAuthority(queries, asked),
  ]);
  const [cases, plans] = [ofCases.rows, ofPlans.rows];
  const caseRows = new RowsByUuid(cases.packed.ints, cases.starts);
  const planInts = plans.packed.ints;
  const { reviewCount } = plans.columns;
  return {
    authority,
    facts: joinFacts({
      cases: { ...cases, details: detailsOf(ofCases.read, caseRows), slices: slicesOf(ofCases.read, asked.by) },
      plans: {
        columns: plans.columns,
        caseRows: plans.starts.map((start) => caseRows.rowOf(planInts, secondId(start))),
        reviewCounts: reviewCount,
        reviews: unpackReviews(planInts, plans.tails, reviewCount),
        slices: slicesOf(ofPlans.read, asked.by),
      },
      census: censusOf(ofCensus, plans),
      importedReturns: authority.importedReturns,
    }),
    // A comparison of two moments asks for them; the measures of one do not.
    get keys() {
      return { cases: keysOf(cases), plans: keysOf(plans) };
    },
  };
};

const keysOf = ({ packed, starts }: UnpackedRows<string>): string[] => Array.from(starts, (start) => packed.key(start));

interface AuthorityRow {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly settings_version: number;
  readonly imports_running: number;
  readonly imports: number;
}

/** What is known of an authority itself. */
export const readAuthority = async (
  queries: ReadModelQueries,
  { authority, position }: Pick<FactsAsked, 'authority' | 'position'>,
): Promise<AuthorityAt> => {
  const [row] = await queries.query<AuthorityRow>(
    `SELECT * FROM ${believedAt('authority_fact', 'settings, settings_version, imports_running, imports', '$1', '$2')} f`,
    [authority, position],
  );
  return {
    settings: chosenSettings(row?.settings ?? {}),
    settingsVersion: row?.settings_version ?? 1,
    importing: (row?.imports_running ?? 0) > 0,
    importedReturns: (row?.imports ?? 0) > 0,
  };
};

/** Settings of which an authority chose some. One that this version does not know, of a newer one, changes nothing. */
export const chosenSettings = (chosen: Readonly<Record<string, unknown>>): Readonly<ClockSettings> => ({
  ...DEFAULT_SETTINGS,
  ...Object.fromEntries(
    Object.entries(chosen).filter(([name, value]) => isSettingName(name) && isSettingValue(name, value)),
  ),
});

/** All rows of a table in one; null where there are none. */
interface PackedRows {
  readonly packed: Buffer | null;
  /** What the slice asked for needs of each row: a code, or the month of birth. */
  readonly slice?: readonly (string | number | null)[] | null;
}

const EMPTY = Buffer.alloc(0);

/** SQL that packs the rows of a table into one value, whatever their order. */
const joined = (packed: string): string => `string_agg(${packed}, ''::bytea)`;

/** SQL of the rows of a table, and of what the slice needs of each row, in the same order. */
const believedRows = (
  table: 'case_fact' | 'plan_fact',
  columns: string,
  by: SliceBy | undefined,
): { readonly from: string; readonly slice: string } => {
  switch (by) {
    case 'need':
    case 'setting':
      return { from: `${believedAt(table, `${columns}, ${by}`, '$1', '$2')} f`, slice: `json_agg(f.${by})` };
    case 'sex':
    case 'ethnicity':
    case 'age': {
      const column = by === 'age' ? 'born_in' : by;
      return {
        from: `${believedAt(table, `${columns}, child_id`, '$1', '$2')} f
               LEFT JOIN ${believedAt('child_fact', `child_id, ${column}`, '$1', '$2')} c USING (child_id)`,
        slice: `json_agg(c.${column})`,
      };
    }
    default:
      return { from: `${believedAt(table, columns, '$1', '$2')} f`, slice: 'NULL::json' };
  }
};

const slicesOf = ({ slice }: PackedRows, by: SliceBy | undefined): SliceColumns => {
  if (by === undefined || by === 'month' || by === 'source') return {};
  if (by === 'age') return { bornIn: Int32Array.from(slice ?? [], (month) => (month as number | null) ?? NEVER) };
  return { [by]: codeColumn((slice ?? []) as (string | null)[]) };
};

type Detail = readonly [caseId: string, drafts: readonly string[] | null, exceptions: unknown];

interface CaseRows extends PackedRows {
  readonly details: readonly Detail[] | null;
  readonly advice: Buffer | null;
}

/**
 * Drafts and advice tell the stage of open cases only: so drafts are read where there was no plan by the snapshot, and
 * advice where nothing had been decided by then on an assessment that was begun.
 */
const readCases = async (queries: ReadModelQueries, { authority, position, snapshot, by }: FactsAsked) => {
  const later = (column: string): string => `(${column} IS NULL OR ${column} > $3)`;
  const columns =
    'packed, case_id, assessment_shown_on, decided_to_issue_on, no_plan_on, issued_on, drafts, exceptions';
  const { from, slice } = believedRows('case_fact', columns, by);
  // All in one pass over the cases; then only the advice of the few that wait for it is looked up.
  const [row] = await queries.query<CaseRows>(
    `SELECT packed, slice, details,
            (SELECT ${joined('a.packed')} FROM ${believedAt('advice_fact', 'packed, case_id', '$1', '$2')} a
              WHERE a.case_id = ANY (cases.waiting)) AS advice
       FROM (
         SELECT ${joined('packed')} AS packed, ${slice} AS slice,
                json_agg(json_build_array(case_id, CASE WHEN ${later('issued_on')} THEN drafts END, exceptions))
                  FILTER (WHERE exceptions IS NOT NULL OR (drafts IS NOT NULL AND ${later('issued_on')})) AS details,
                array_agg(case_id)
                  FILTER (WHERE assessment_shown_on IS NOT NULL
                            AND ${['issued_on', 'decided_to_issue_on', 'no_plan_on'].map(later).join(' AND ')}) AS waiting
           FROM ${from}
       ) cases`,
    [authority, position, formatCivilDate(snapshot)],
  );
  return row!;
};

const readPlans = async (queries: ReadModelQueries, { authority, position, by }: FactsAsked) => {
  const { from, slice } = believedRows('plan_fact', 'packed', by);
  const [row] = await queries.query<PackedRows>(
    `SELECT ${joined('packed')} AS packed, ${slice} AS slice FROM ${from}`,
    [authority, position],
  );
  return row!;
};

const readCensus = async (queries: ReadModelQueries, { authority, position, collectionYear }: FactsAsked) => {
  const [row] = await queries.query<PackedRows>(
    `SELECT ${joined('packed')} AS packed
       FROM ${believedAt('census_fact', 'packed, collection_year', '$1', '$2')} f WHERE collection_year = $3`,
    [authority, position, collectionYear],
  );
  return row!;
};

const censusOf = ({ packed }: PackedRows, plans: UnpackedRows<string>) => {
  const census = unpackRows(packed ?? EMPTY, CENSUS_LAYOUT);
  // Who has never imported a return has no census: then nobody looks for plans.
  const planRows = new RowsByUuid(plans.packed.ints, census.count === 0 ? NO_ROWS : plans.starts);
  return {
    columns: census.columns,
    planRows: census.starts.map((start) => planRows.rowOf(census.packed.ints, start)),
  };
};

const NO_ROWS = new Int32Array(0);

const detailsOf = ({ details, advice }: CaseRows, caseRows: RowsByUuid): Map<number, CaseDetail> => {
  const byCase = new Map<number, CaseDetail>();
  const add = (row: number, detail: CaseDetail): void => void byCase.set(row, { ...byCase.get(row), ...detail });
  for (const [caseId, drafts, exceptions] of details ?? []) {
    add(caseRows.rowOf(uuidInts(caseId), 0), caseDetailOf({ drafts, exceptions }));
  }
  const requests = unpackRows(advice ?? EMPTY, ADVICE_LAYOUT);
  const { askedOn, answeredOn } = requests.columns;
  const pairs = new Map<number, AdvicePair[]>();
  requests.starts.forEach((start, request) => {
    const row = caseRows.rowOf(requests.packed.ints, start);
    const pair = [askedOn[request]!, answeredOn[request]!] as const;
    const known = pairs.get(row);
    if (known) known.push(pair);
    else pairs.set(row, [pair]);
  });
  for (const [row, ofCase] of pairs) add(row, { advice: ofCase });
  return byCase;
};
