import { adviceEvents, type AdviceState, foldAdvice } from '@ehc/pathway';
import { defineTable, rowsOfStream, streamProjection } from '@ehc/projections';
import { historyOf, historyRows, type StreamHistory } from './stream-history.js';

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

interface Advice {
  readonly history: StreamHistory;
  readonly folded: AdviceState;
}

export const adviceReadModel = streamProjection<Advice>({
  owner: 'casework',
  name: 'casework_advice',
  version: 3,
  streams: ['advice'],
  types: [...adviceEvents.map(({ type }) => type), 'FactCorrected', 'EventStruckOut'],
  state: (stream) => {
    const history = historyOf(stream);
    return { history, folded: foldAdvice(history.events) };
  },
  rows: [
    historyRows('advice_history'),
    rowsOfStream({
      table: adviceTable,
      idColumn: 'advice_id',
      rows: ({ history, folded }: Advice, adviceId) => [
        {
          advice_id: adviceId,
          authority: history.authority,
          case_id: folded.case,
          child_id: folded.child ?? history.child,
        },
      ],
    }),
  ],
});
