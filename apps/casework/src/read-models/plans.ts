import { foldPlan } from '@ehc/pathway';
import { defineTable, entityProjection, entityRows, type Projection } from '@ehc/projections';
import { entityOf, type StreamHistory, withEvent } from './stream-history.js';

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

export const plansReadModel: Projection = entityProjection<StreamHistory>({
  owner: 'casework',
  name: 'casework_plans',
  version: 2,
  stateTable: 'plan_history',
  entitiesOf: entityOf('plan'),
  fold: withEvent,
  rows: [
    entityRows({
      table: planTable,
      entityColumn: 'plan_id',
      rows: (history, planId) => {
        const state = foldPlan(history.events);
        return [
          {
            plan_id: planId,
            authority: history.authority,
            child_id: state.child ?? history.child,
            case_id: state.case,
            in_force_from: state.started?.on ?? null,
            ceased_on: state.ceased?.on ?? null,
            is_maintained:
              (state.started !== null || state.transferredIn !== null) &&
              !state.removed &&
              state.ceased === null &&
              state.transferredOut === null,
            caseworker: state.caseworker,
            revision: history.revision,
          },
        ];
      },
    }),
  ],
});
