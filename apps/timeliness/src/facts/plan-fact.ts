import { foldPlan, type PlanState } from '@ehc/pathway';
import type { RowOf } from '@ehc/projections';
import { type IntColumn, PLAN_COLUMNS, type PlanColumn, REVIEW_COLUMNS, type ReviewColumn } from '../measures/index.js';
import { defineBelievedTable } from './believed-table.js';
import { dayNumberOfCell, dayOf, shownInOf } from './day-cell.js';
import type { FactOfStream } from './fact-of-stream.js';
import { type Cells, columnCells, columnTypes } from './packed-columns.js';
import { primaryNeed, settingKey } from './slice-keys.js';

const columns = {
  plan_id: 'uuid not null',
  child_id: 'uuid',
  case_id: 'uuid',
  ...columnTypes(PLAN_COLUMNS),
  review_count: 'int not null',
  need: 'text',
  setting: 'text',
  /**
   * Every review of the plan: the day of its meeting and that of its decision as day numbers of four bytes, big-endian.
   * They stand with the plan because ten years of reviews as rows of their own took four times as long to read.
   */
  reviews: 'bytea not null',
} as const;

export const PLAN_LAYOUT = {
  ids: ['plan_id', 'case_id'],
  names: [...PLAN_COLUMNS, 'reviewCount'],
  tail: 'reviews',
} as const;

const flag = (is: boolean): number => (is ? 1 : 0);

/** The days and codes of a plan, without verdicts. */
export const planCells = (state: PlanState): Cells<PlanColumn> => ({
  startedOn: dayOf(state.started),
  shownIn: shownInOf(state.started),
  historical: flag(state.historical),
  transferredInOn: dayOf(state.transferredIn),
  transferredInShownIn: shownInOf(state.transferredIn),
  transferredOutOn: dayOf(state.transferredOut),
  ceasedOn: dayOf(state.ceased),
  native: flag(state.started !== null && !state.started.imported),
});

/** The days of each of its reviews. */
export const reviewCells = (state: PlanState): Cells<ReviewColumn>[] =>
  state.reviews.map(({ meeting, decision }) => ({ meetingOn: dayOf(meeting), decidedOn: dayOf(decision) }));

/** Nothing is counted of a plan that a resubmitted return no longer holds, or of which no start was recorded. */
export const planCounts = (state: PlanState): boolean => !state.removed && state.started !== null;

const packReviews = (reviews: readonly Cells<ReviewColumn>[]): Uint8Array => {
  const bytes = Buffer.alloc(reviews.length * REVIEW_COLUMNS.length * 4);
  let offset = 0;
  for (const review of reviews) {
    for (const column of REVIEW_COLUMNS) offset = bytes.writeInt32BE(dayNumberOfCell(review[column]), offset);
  }
  return bytes;
};

/**
 * Unpacks the reviews of many plans.
 * @param ints numbers among which they lie, two for each review
 * @param tails where those of each plan begin
 * @param counts how many each plan has
 */
export const unpackReviews = (
  ints: Int32Array,
  tails: IntColumn,
  counts: IntColumn,
): Record<ReviewColumn, IntColumn> => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const [meetingOn, decidedOn] = [new Int32Array(total), new Int32Array(total)];
  let review = 0;
  for (let plan = 0; plan < counts.length; plan++) {
    const end = review + counts[plan]!;
    for (let place = tails[plan]!; review < end; review++) {
      meetingOn[review] = ints[place++]!;
      decidedOn[review] = ints[place++]!;
    }
  }
  return { meetingOn, decidedOn };
};

const inColumns = columnCells(PLAN_COLUMNS);

const rowOf = (id: string, state: PlanState): RowOf<typeof columns> =>
  Object.assign(inColumns(planCells(state)), {
    plan_id: id,
    child_id: state.child,
    case_id: state.case,
    need: primaryNeed(state.contents.needs),
    setting: settingKey(state.contents.settings ?? state.contents.placements),
    review_count: state.reviews.length,
    reviews: packReviews(reviewCells(state)),
  });

/** One plan in force, with its reviews. */
export const PLAN_FACT: FactOfStream<PlanState, typeof columns> = {
  kind: 'plan',
  table: defineBelievedTable({
    name: 'plan_fact',
    columns,
    key: ['plan_id'],
    packed: PLAN_LAYOUT,
  }),
  types: [
    'PlanBroughtIntoForce',
    'PlanTransferredIn',
    'PlanTransferredOut',
    'PlanDetailsChanged',
    'AmendedPlanFinalised',
    'ReviewMeetingHeld',
    'ReviewDecisionNotified',
    'PlanCeased',
    'RemovedFromReturn',
    'ShownInReturn',
  ],
  fold: foldPlan,
  rows: (id, state) => (planCounts(state) ? [rowOf(id, state)] : []),
};
