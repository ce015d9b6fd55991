import type {
  CaseColumn,
  CaseDetail,
  CensusColumn,
  Facts,
  IntColumn,
  PlanColumn,
  ReviewColumn,
  SliceColumns,
} from '../measures/index.js';

/** Columns of one kind of fact and the key of each row. */
interface Keyed<Column extends string> {
  readonly keys: readonly string[];
  readonly columns: Readonly<Record<Column, IntColumn>>;
}

/** What was read, not yet joined: rows name each other by keys. */
export interface FactParts {
  readonly cases: Keyed<CaseColumn> & {
    /** By key of the case. */
    readonly details: ReadonlyMap<string, CaseDetail>;
    readonly slices?: SliceColumns;
  };
  readonly plans: Keyed<PlanColumn> & {
    /** Key of the case from which each plan came; any other text where it is not known. */
    readonly caseKeys: readonly string[];
    /** How many reviews each plan has; their columns follow in the order of the plans. */
    readonly reviewCounts: IntColumn;
    readonly reviews: Readonly<Record<ReviewColumn, IntColumn>>;
    readonly slices?: SliceColumns;
  };
  readonly census: {
    readonly planKeys: readonly string[];
    readonly columns: Readonly<Record<CensusColumn, IntColumn>>;
  };
  readonly importedReturns: boolean;
}

/** What was read, each row knowing the place of the others; −1 where there is no such row. */
export interface JoinedParts {
  readonly cases: {
    readonly count: number;
    readonly columns: Readonly<Record<CaseColumn, IntColumn>>;
    readonly details: ReadonlyMap<number, CaseDetail>;
    readonly slices?: SliceColumns;
  };
  readonly plans: {
    readonly columns: Readonly<Record<PlanColumn, IntColumn>>;
    /** Row of the case from which each plan came. */
    readonly caseRows: IntColumn;
    readonly reviewCounts: IntColumn;
    readonly reviews: Readonly<Record<ReviewColumn, IntColumn>>;
    readonly slices?: SliceColumns;
  };
  readonly census: {
    readonly planRows: IntColumn;
    readonly columns: Readonly<Record<CensusColumn, IntColumn>>;
  };
  readonly importedReturns: boolean;
}

const rowsByKey = (keys: readonly string[]): Map<string, number> => {
  const rows = new Map<string, number>();
  for (let row = 0; row < keys.length; row++) rows.set(keys[row]!, row);
  return rows;
};

/** Joins cases, plans, reviews and census rows by their keys. */
export const assembleFacts = ({ cases, plans, census, importedReturns }: FactParts): Facts => {
  const caseRows = rowsByKey(cases.keys);
  const planRows = rowsByKey(plans.keys);
  const details = new Map<number, CaseDetail>();
  for (const [key, detail] of cases.details) {
    const row = caseRows.get(key);
    if (row !== undefined) details.set(row, detail);
  }
  return joinFacts({
    cases: { ...cases, count: cases.keys.length, details },
    plans: { ...plans, caseRows: Int32Array.from(plans.caseKeys, (key) => caseRows.get(key) ?? -1) },
    census: { ...census, planRows: Int32Array.from(census.planKeys, (key) => planRows.get(key) ?? -1) },
    importedReturns,
  });
};

/** Makes facts of rows that are joined already. */
export const joinFacts = ({ cases, plans, census, importedReturns }: JoinedParts): Facts => {
  const { caseRows, reviewCounts } = plans;
  const planOfCase = new Int32Array(cases.count).fill(-1);
  for (let plan = 0; plan < caseRows.length; plan++) {
    if (caseRows[plan]! >= 0) planOfCase[caseRows[plan]!] = plan;
  }
  const planOfReview = new Int32Array(plans.reviews.meetingOn.length);
  for (let plan = 0, review = 0; plan < reviewCounts.length; plan++) {
    const end = review + reviewCounts[plan]!;
    while (review < end) planOfReview[review++] = plan;
  }
  return {
    cases: {
      ...cases.columns,
      count: cases.count,
      plan: planOfCase,
      details: cases.details,
      slices: cases.slices ?? {},
    },
    plans: { ...plans.columns, count: caseRows.length, case: caseRows, slices: plans.slices ?? {} },
    reviews: { ...plans.reviews, count: planOfReview.length, plan: planOfReview },
    census: censusOf(census),
    importedReturns,
  };
};

/** Leaves out what a return said of plans that count nowhere. */
const censusOf = ({ planRows, columns }: JoinedParts['census']): Facts['census'] => {
  const kept = (_: number, row: number): boolean => planRows[row]! >= 0;
  const { censusOn, meetingOn, decidedOn } = columns;
  const plan = planRows.filter(kept);
  return {
    censusOn: censusOn.filter(kept),
    meetingOn: meetingOn.filter(kept),
    decidedOn: decidedOn.filter(kept),
    plan,
    count: plan.length,
  };
};
