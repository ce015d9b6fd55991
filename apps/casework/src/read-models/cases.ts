import { mayHaveDuties } from '@ehc/case-clocks';
import { caseEvents, type CaseState, foldCase, hasEnded } from '@ehc/pathway';
import { defineTable, rowsOfStream, streamProjection } from '@ehc/projections';
import { historyOf, historyRows, type StreamHistory } from './stream-history.js';

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

interface Case {
  readonly history: StreamHistory;
  readonly folded: CaseState;
}

export const casesReadModel = streamProjection<Case>({
  owner: 'casework',
  name: 'casework_cases',
  version: 3,
  streams: ['case'],
  types: caseEvents.map(({ type }) => type),
  state: (stream) => {
    const history = historyOf(stream);
    return { history, folded: foldCase(history.events) };
  },
  rows: [
    historyRows('case_history'),
    rowsOfStream({
      table: caseTable,
      idColumn: 'case_id',
      rows: ({ history, folded }: Case, caseId) => [
        {
          case_id: caseId,
          authority: history.authority,
          child_id: folded.child ?? history.child,
          received_on: folded.requested?.on ?? null,
          is_open: !folded.removed && !hasEnded(folded),
          has_duties: mayHaveDuties(folded),
          caseworker: folded.caseworker,
          revision: history.revision,
        },
      ],
    }),
  ],
});
