import { type AdviceState, type CaseState, foldAdvice, foldCase, type Step } from '@ehc/pathway';
import { type DayNumber, formatCivilDate } from '@ehc/statutory-clock';
import { isDated, NEVER } from '@ehc/case-clocks';
import { FIRST_DECISION } from '../measures/index.js';
import type { DayCell } from '../facts/day-cell.js';
import type { LeadCase } from './lead-case.js';

/** Facts keep no events; nothing that is asked of these states needs them. */
const NO_EVENT = '';

const textOf = (day: DayNumber): string | null => (isDated(day) ? formatCivilDate(day) : null);

const stepOn = (day: DayNumber): Step => ({ on: textOf(day), event: NO_EVENT, imported: false });

const step = (cell: DayCell): Step | null =>
  cell === null ? null : { on: cell.startsWith('-') ? null : cell, event: NO_EVENT, imported: false };

/** The case and its advice as far as the facts hold them, in the form in which the clocks of a case are asked about them. */
export const caseStateOf = (
  of: LeadCase,
): { readonly state: CaseState; readonly advice: ReadonlyMap<string, AdviceState> } => {
  const { cells } = of;
  const decision = step(cells.firstDecidedOn);
  const outcome = cells.firstDecision === FIRST_DECISION.refuse ? 'refuse' : 'assess';
  return {
    state: {
      ...foldCase([]),
      route: of.isDetainee ? 'detainee_released' : null,
      requested: step(cells.receivedOn),
      movedIn:
        cells.receivedElsewhereOn === null
          ? null
          : {
              on: null,
              event: NO_EVENT,
              imported: false,
              from: '',
              originalRequestReceivedOn: cells.receivedElsewhereOn,
            },
      firstDecision: decision && { ...decision, outcome },
      decidedEarlier: cells.decidedEarlier === 1 ? step('-infinity') : null,
      refusalReversed: step(cells.refusalReversedOn),
      assessmentShown: step(cells.assessmentShownOn),
      decidedToIssue: step(cells.decidedToIssueOn),
      noPlan: step(cells.noPlanOn),
      noPlanReversed: step(cells.noPlanReversedOn),
      noPlanAgain: step(cells.noPlanAgainOn),
      noPlanAgainReversed: step(cells.noPlanAgainReversedOn),
      drafts: of.drafts.map(stepOn),
      consultations: of.consultations.map(({ id, startsOn, repliedOn, reply }) => ({
        id,
        // Facts keep no settings.
        setting: {},
        on: textOf(startsOn),
        receivedOn: null,
        repliedOn: textOf(repliedOn),
        reply,
      })),
      issued: null,
      exceptions: of.recordedExceptions.map((exception) => ({ ...exception, recordedOn: null })),
      orders: of.orders.map((order) => ({ ...order, imported: false })),
    },
    advice: new Map(
      of.advice.map(({ id, body, startsOn, askedOn, answeredOn }) => [
        id,
        {
          ...foldAdvice([]),
          body,
          requested: stepOn(askedOn),
          receivedOn: textOf(startsOn),
          submitted: answeredOn === NEVER ? null : stepOn(answeredOn),
        },
      ]),
    ),
  };
};
