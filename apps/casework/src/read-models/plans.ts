import { foldPlan, type PlanState } from '@ehc/pathway';
import { defineTable, rowsOfStream, streamProjection } from '@ehc/projections';
import { historyOf, historyRows, type StreamHistory } from './stream-history.js';

/** One row for each plan. Its events are in `plan_history`, from which it is folded when it is read. */
export const planTable = defineTable({
  name: 'plan_record',
  columns: {
    plan_id: 'text not null',
    authority: 'text not null',
    child_id: 'text',
    case_id: 'text',
    in_force_from: 'date',
    ceased_on: 'date',
    is_maintained: 'boolean not null',
    caseworker: 'text',
    revision: 'int not null',
  },
  key: ['plan_id'],
  indexes: ['(child_id)', '(case_id)', '(authority) WHERE is_maintained'],
});

interface Plan {
  readonly history: StreamHistory;
  readonly folded: PlanState;
}

export const plansReadModel = streamProjection<Plan>({
  owner: 'casework',
  name: 'casework_plans',
  version: 4,
  streams: ['plan'],
  state: (stream) => {
    const history = historyOf(stream);
    return { history, folded: foldPlan(history.events) };
  },
  rows: [
    historyRows('plan_history'),
    rowsOfStream({
      table: planTable,
      idColumn: 'plan_id',
      rows: ({ history, folded }: Plan, planId) => [
        {
          plan_id: planId,
          authority: history.authority,
          child_id: folded.child ?? history.child,
          case_id: folded.case,
          in_force_from: folded.started?.on ?? null,
          ceased_on: folded.ceased?.on ?? null,
          is_maintained:
            (folded.started !== null || folded.transferredIn !== null) &&
            !folded.removed &&
            folded.ceased === null &&
            folded.transferredOut === null,
          caseworker: folded.caseworker,
          revision: history.revision,
        },
      ],
    }),
  ],
});
