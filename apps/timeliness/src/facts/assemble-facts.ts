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

const rowsByKey = (keys: readonly string[]): Map<string, number> => {
  const rows = new Map<string, number>();
  for (let row = 0; row < keys.length; row++) rows.set(keys[row]!, row);
  return rows;
};

/** Joins cases, plans, reviews and census rows, so that each row knows the place of the others. */
export const assembleFacts = ({ cases, plans, census, importedReturns }: FactParts): Facts => {
  const caseRows = rowsByKey(cases.keys);
  const planRows = rowsByKey(plans.keys);
  const caseOfPlan = Int32Array.from(plans.caseKeys, (key) => caseRows.get(key) ?? -1);
  const planOfCase = new Int32Array(cases.keys.length).fill(-1);
  for (let plan = 0; plan < caseOfPlan.length; plan++) {
    if (caseOfPlan[plan]! >= 0) planOfCase[caseOfPlan[plan]!] = plan;
  }
  const planOfReview = new Int32Array(plans.reviews.meetingOn.length);
  let review = 0;
  plans.reviewCounts.forEach((count, plan) => {
    planOfReview.fill(plan, review, review + count);
    review += count;
  });
  const details = new Map<number, CaseDetail>();
  for (const [key, detail] of cases.details) {
    const row = caseRows.get(key);
    if (row !== undefined) details.set(row, detail);
  }
  return {
    cases: { ...cases.columns, count: cases.keys.length, plan: planOfCase, details, slices: cases.slices ?? {} },
    plans: { ...plans.columns, count: plans.keys.length, case: caseOfPlan, slices: plans.slices ?? {} },
    reviews: { ...plans.reviews, count: planOfReview.length, plan: planOfReview },
    census: censusOf(census, planRows),
    importedReturns,
  };
};

/** Leaves out what a return said of plans that count nowhere. */
const censusOf = (
  { planKeys, columns }: FactParts['census'],
  planRows: ReadonlyMap<string, number>,
): Facts['census'] => {
  const plan = Int32Array.from(planKeys, (key) => planRows.get(key) ?? -1);
  const kept = (_: number, row: number): boolean => plan[row]! >= 0;
  const { censusOn, meetingOn, decidedOn } = columns;
  return {
    censusOn: censusOn.filter(kept),
    meetingOn: meetingOn.filter(kept),
    decidedOn: decidedOn.filter(kept),
    plan: plan.filter((row) => row >= 0),
    count: plan.reduce((count, row) => (row >= 0 ? count + 1 : count), 0),
  };
};
