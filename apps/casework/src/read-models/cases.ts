import { mayHaveDuties } from '@ehc/case-clocks';
import { caseEvents, foldCase, hasEnded } from '@ehc/pathway';
import { defineTable, entityProjection, entityRows, type Projection } from '@ehc/projections';
import { entityOf, type StreamHistory, withEvent } from './stream-history.js';

/** One row for each request and its assessment. Its events are in `case_history`, from which it is folded when it is read. */
export const caseTable = defineTable({
  name: 'case_record',
  columns: {
    case_id: 'text not null',
    authority: 'text not null',
    child_id: 'text',
    received_on: 'date',
    /** No plan, no refusal, no other end yet. */
    is_open: 'boolean not null',
    /** Open, or ended with an order or the like of which not everything is done: its clocks belong on the worklist. */
    has_duties: 'boolean not null',
    caseworker: 'text',
    revision: 'int not null',
  },
  key: ['case_id'],
  indexes: ['(child_id)', '(authority, received_on) WHERE is_open', '(authority) WHERE has_duties'],
});

export const casesReadModel: Projection = entityProjection<StreamHistory>({
  owner: 'casework',
  name: 'casework_cases',
  version: 1,
  types: caseEvents.map(({ type }) => type),
  stateTable: 'case_history',
  entitiesOf: entityOf('case'),
  fold: withEvent,
  rows: [
    entityRows({
      table: caseTable,
      entityColumn: 'case_id',
      rows: (history, caseId) => {
        const state = foldCase(history.events);
        return [
          {
            case_id: caseId,
            authority: history.authority,
            child_id: state.child ?? history.child,
            received_on: state.requested?.on ?? null,
            is_open: !state.removed && !hasEnded(state),
            has_duties: mayHaveDuties(state),
            caseworker: state.caseworker,
            revision: history.revision,
          },
        ];
      },
    }),
  ],
});
