import { foldPlan, type PlanState } from '@ehc/pathway';
import { CENSUS_COLUMNS, type CensusColumn } from '../measures/index.js';
import { defineBelievedTable } from './believed-table.js';
import { dayOrNever } from './day-cell.js';
import type { FactOfStream } from './fact-of-stream.js';
import { type Cells, columnCells, columnTypes } from './packed-columns.js';
import { planCounts } from './plan-fact.js';

const columns = {
  plan_id: 'uuid not null',
  /** `Year` of the return's header: the January of its census. */
  collection_year: 'int not null',
  ...columnTypes(CENSUS_COLUMNS),
} as const;

export const CENSUS_LAYOUT = { ids: ['plan_id'], names: CENSUS_COLUMNS } as const;

/** What each return that shows the plan as active said of its latest review. */
export const censusCells = (state: PlanState): (Cells<CensusColumn> & { readonly collectionYear: number })[] =>
  Object.entries(state.census).flatMap(([year, { censusOn, active, review }]) =>
    active
      ? [
          {
            collectionYear: Number(year),
            censusOn: dayOrNever(censusOn),
            meetingOn: dayOrNever(review?.meetingOn),
            decidedOn: dayOrNever(review?.decidedOn),
          },
        ]
      : [],
  );

const inColumns = columnCells(CENSUS_COLUMNS);

/** An active plan at the census of one return, with its latest review as that return gave it. */
export const CENSUS_FACT: FactOfStream<PlanState, typeof columns> = {
  kind: 'plan',
  table: defineBelievedTable({
    name: 'census_fact',
    columns,
    key: ['plan_id', 'collection_year'],
    packed: CENSUS_LAYOUT,
  }),
  types: ['ShownInReturn', 'RemovedFromReturn', 'PlanBroughtIntoForce'],
  fold: foldPlan,
  rows: (id, state) => {
    if (!planCounts(state)) return [];
    return censusCells(state).map(({ collectionYear, ...cells }) => ({
      plan_id: id,
      collection_year: collectionYear,
      ...inColumns(cells),
    }));
  },
};
