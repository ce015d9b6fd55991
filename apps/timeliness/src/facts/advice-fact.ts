import { foldAdvice } from '@ehc/pathway';
import { defineBelievedTable } from './believed-table.js';
import { dayOf } from './day-cell.js';
import type { FactOfStream } from './fact-of-stream.js';

const columns = {
  advice_id: 'uuid not null',
  case_id: 'uuid not null',
  asked_on: 'date',
  /** Advice given, a nil return, or a note that no advice is needed. */
  answered_on: 'date',
} as const;

/** The earliest of the days, an unknown one first. */
const earliest = (days: readonly (string | null)[]): string | null =>
  days.reduce((first, day) => (first === null || (day !== null && day < first) ? day : first), null);

/** One request for advice: whether all advice of a case is in tells that it waits for a decision. */
export const ADVICE_FACT: FactOfStream<typeof columns> = {
  kind: 'advice',
  table: defineBelievedTable({ name: 'advice_fact', columns, key: ['advice_id'], indexes: ['(case_id)'] }),
  types: ['AdviceRequested', 'AdviceSubmitted', 'AdviceNilReturned', 'AdviceDispensedWith'],
  rows: (id, events) => {
    const { case: caseId, requested, submitted, nilReturned, dispensedWith } = foldAdvice(events);
    if (caseId === null || requested === null) return [];
    return [
      {
        advice_id: id,
        case_id: caseId,
        asked_on: dayOf(requested),
        answered_on: earliest([submitted, nilReturned, dispensedWith].map(dayOf)),
      },
    ];
  },
};
