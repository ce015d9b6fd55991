import { type AdviceState, foldAdvice } from '@ehc/pathway';
import { defineBelievedTable } from './believed-table.js';
import { dayOf, dayOrNever } from './day-cell.js';
import type { FactOfStream } from './fact-of-stream.js';

const columns = {
  advice_id: 'uuid not null',
  case_id: 'uuid not null',
  /** Of those whom the law names (reg 6(1)): `AdviceRequested` has the codes. */
  body: 'text',
  asked_on: 'date',
  /** The body received the request: day 0 of its six weeks, where it is known. */
  received_on: 'date',
  /** Advice given, a nil return, or a note that no advice is needed. */
  answered_on: 'date',
} as const;

/** Of a request for advice what tells whether a case waits for it. */
export const ADVICE_LAYOUT = { ids: ['case_id'], names: ['askedOn', 'answeredOn'] } as const;

/** The earliest of the days, an unknown one first. */
const earliest = (days: readonly (string | null)[]): string | null =>
  days.reduce((first, day) => (first === null || (day !== null && day < first) ? day : first), null);

/** One request for advice: who was asked when, and whether all advice of a case is in, so that it waits for a decision. */
export const ADVICE_FACT: FactOfStream<AdviceState, typeof columns> = {
  kind: 'advice',
  table: defineBelievedTable({
    name: 'advice_fact',
    columns,
    key: ['advice_id'],
    indexes: ['(case_id)'],
    packed: ADVICE_LAYOUT,
  }),
  types: ['AdviceRequested', 'AdviceSubmitted', 'AdviceNilReturned', 'AdviceDispensedWith'],
  fold: foldAdvice,
  rows: (id, { case: caseId, body, requested, receivedOn, submitted, nilReturned, dispensedWith }) => {
    if (caseId === null || requested === null) return [];
    return [
      {
        advice_id: id,
        case_id: caseId,
        body,
        asked_on: dayOf(requested),
        received_on: dayOrNever(receivedOn),
        answered_on: earliest([submitted, nilReturned, dispensedWith].map(dayOf)),
      },
    ];
  },
};
