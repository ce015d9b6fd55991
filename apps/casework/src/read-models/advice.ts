import { adviceEvents, foldAdvice } from '@ehc/pathway';
import { defineTable, entityProjection, entityRows, type Projection } from '@ehc/projections';
import { entityOf, type StreamHistory, withEvent } from './stream-history.js';

/** One row for each request for advice, so that a case can show who owes what. */
export const adviceTable = defineTable({
  name: 'advice_record',
  columns: {
    advice_id: 'text not null',
    authority: 'text not null',
    case_id: 'text',
    child_id: 'text',
  },
  key: ['advice_id'],
  indexes: ['(case_id)'],
});

export const adviceReadModel: Projection = entityProjection<StreamHistory>({
  owner: 'casework',
  name: 'casework_advice',
  version: 1,
  types: [...adviceEvents.map(({ type }) => type), 'FactCorrected', 'EventStruckOut'],
  stateTable: 'advice_history',
  entitiesOf: entityOf('advice'),
  fold: withEvent,
  rows: [
    entityRows({
      table: adviceTable,
      entityColumn: 'advice_id',
      rows: (history, adviceId) => {
        const state = foldAdvice(history.events);
        return [
          {
            advice_id: adviceId,
            authority: history.authority,
            case_id: state.case,
            child_id: state.child ?? history.child,
          },
        ];
      },
    }),
  ],
});
