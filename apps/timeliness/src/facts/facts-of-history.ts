import type { PathwayEvent } from '@ehc/pathway';
import type { Columns } from '@ehc/projections';
import { ADVICE_FACT } from './advice-fact.js';
import { assembleFacts } from './assemble-facts.js';
import { AUTHORITY_FACT } from './authority-fact.js';
import { CASE_FACT } from './case-fact.js';
import { caseDetailOf } from './case-details.js';
import { CENSUS_FACT } from './census-fact.js';
import { CHILD_FACT } from './child-fact.js';
import { codeColumn } from './code-column.js';
import { type FactOfStream, rowsOfHistory } from './fact-of-stream.js';
import { cellsOf, columnsOf } from './packed-columns.js';
import { PackedInts } from './packed-rows.js';
import { PLAN_FACT, unpackReviews } from './plan-fact.js';
import {
  CASE_COLUMNS,
  CENSUS_COLUMNS,
  type CaseDetail,
  type Facts,
  NEVER,
  PLAN_COLUMNS,
  REVIEW_COLUMNS,
  type SliceColumns,
} from '../measures/index.js';

type Row = Readonly<Record<string, unknown>>;

/**
 * The facts that follow from whole streams, without a database: what the projection and its reader must come to.
 *
 * @param streams events by name of stream (`case-<id>`), of one authority
 * @param collectionYear of the return whose census is wanted
 */
export const factsOfHistory = (
  streams: ReadonlyMap<string, readonly PathwayEvent[]>,
  collectionYear: number,
): Facts => {
  const rows = <State, C extends Columns>(fact: FactOfStream<State, C>): Row[] => {
    const { kind } = fact;
    return [...streams].flatMap(([stream, events]) =>
      stream.startsWith(`${kind}-`) ? rowsOfHistory(fact, stream.slice(kind.length + 1), events) : [],
    );
  };
  const children = new Map(rows(CHILD_FACT).map((row) => [row.child_id, row]));
  const slicesOf = (owners: readonly Row[]): SliceColumns => {
    const child = ({ child_id }: Row): Row | undefined => children.get(child_id);
    const codes = (value: (row: Row) => unknown) => codeColumn(owners.map((row) => value(row) as string | null));
    return {
      need: codes(({ need }) => need),
      setting: codes(({ setting }) => setting),
      sex: codes((row) => child(row)?.sex),
      ethnicity: codes((row) => child(row)?.ethnicity),
      bornIn: Int32Array.from(owners, (row) => (child(row)?.born_in as number | null | undefined) ?? NEVER),
    };
  };
  const cases = rows(CASE_FACT);
  const plans = rows(PLAN_FACT);
  const census = rows(CENSUS_FACT).filter((row) => row.collection_year === collectionYear);
  const reviewCounts = Int32Array.from(plans, (row) => row.review_count as number);
  const reviews = new PackedInts(Buffer.concat(plans.map((row) => row.reviews as Uint8Array)));
  let end = 0;
  const tails = reviewCounts.map((count) => (end += count * REVIEW_COLUMNS.length) - count * REVIEW_COLUMNS.length);
  const columns = <Name extends string>(names: readonly Name[], from: readonly Row[]) =>
    columnsOf(
      names,
      from.map((row) => cellsOf(names, row)),
    );

  return assembleFacts({
    cases: {
      keys: cases.map((row) => row.case_id as string),
      columns: columns(CASE_COLUMNS, cases),
      details: detailsOf(cases, rows(ADVICE_FACT)),
      slices: slicesOf(cases),
    },
    plans: {
      keys: plans.map((row) => row.plan_id as string),
      caseKeys: plans.map((row) => String(row.case_id)),
      columns: columns(PLAN_COLUMNS, plans),
      reviewCounts,
      reviews: unpackReviews(reviews.ints, tails, reviewCounts),
      slices: slicesOf(plans),
    },
    census: { planKeys: census.map((row) => row.plan_id as string), columns: columns(CENSUS_COLUMNS, census) },
    importedReturns: rows(AUTHORITY_FACT).some((row) => (row.imports as number) > 0),
  });
};

const detailsOf = (cases: readonly Row[], advice: readonly Row[]): Map<string, CaseDetail> =>
  new Map(
    cases.map(({ case_id, drafts, exceptions }) => {
      const ofCase = advice.filter((row) => row.case_id === case_id);
      return [
        case_id as string,
        caseDetailOf({
          drafts: drafts as string[] | null,
          exceptions,
          asked: ofCase.map((row) => row.asked_on as string | null),
          answered: ofCase.map((row) => row.answered_on as string | null),
        }),
      ];
    }),
  );
