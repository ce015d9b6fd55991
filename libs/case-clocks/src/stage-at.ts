import type { AdviceState, CaseState } from '@ehc/pathway';
import { type ClockSettings, type DayNumber, parseCivilDate } from '@ehc/statutory-clock';
import { countedDay, dayNumberOfStep, isDated, NEVER } from './day-of.js';
import { dueOrUnrolled } from './due-or-unrolled.js';

/** Where an open case stands on the path (statutory-rules.md §1.1; open.stage.* in measures-contract.md). */
export const OPEN_STAGES = ['request', 'assessment', 'deciding', 'drafting', 'draft_out', 'finalising'] as const;
export type OpenStage = (typeof OPEN_STAGES)[number];

/** Where a case stands, or how it ended. */
export type CaseStage = OpenStage | 'plan_issued' | 'refused_to_assess' | 'refused_to_issue' | 'ended';

/**
 * What tells the stage of a case: a day for each step, `NEVER` or `UNDATED`, and for an undated one the calendar year of
 * the first return that shows it, else 0.
 */
export interface CaseDays {
  readonly receivedOn: DayNumber;
  /** The first decision was not to assess. */
  readonly refused: boolean;
  readonly firstDecidedOn: DayNumber;
  readonly decidedEarlier: boolean;
  readonly requestWithdrawnOn: DayNumber;
  readonly refusalReversedOn: DayNumber;
  readonly refusalReversedShownIn: number;
  readonly assessmentShownOn: DayNumber;
  readonly assessmentShownShownIn: number;
  readonly assessmentWithdrawnOn: DayNumber;
  readonly decidedToIssueOn: DayNumber;
  readonly decidedToIssueShownIn: number;
  readonly noPlanOn: DayNumber;
  readonly noPlanReversedOn: DayNumber;
  readonly noPlanReversedShownIn: number;
  readonly noPlanAgainOn: DayNumber;
  readonly noPlanAgainReversedOn: DayNumber;
  readonly assessedEarlier: boolean;
  readonly issuedOn: DayNumber;
  readonly movedOutOn: DayNumber;
  readonly closedOn: DayNumber;
}

/** Drafts served, and advice: asked for on the first day, answered, or dispensed with, on the second. */
export interface CasePapers {
  readonly drafts?: readonly DayNumber[] | undefined;
  readonly advice?: readonly (readonly [askedOn: DayNumber, answeredOn: DayNumber])[] | undefined;
}

/**
 * The stage of a case on a day, or how it had ended by then. The one rule of the case view, the worklist and the
 * measures.
 * @param draftWindowEnds last day of the family's window to answer a draft (A4)
 */
export const stageAt = (
  days: CaseDays,
  papers: CasePapers | undefined,
  day: DayNumber,
  draftWindowEnds: (servedOn: DayNumber) => DayNumber,
): CaseStage => {
  if (days.issuedOn <= day) return 'plan_issued';
  const reversedOn = countedDay(days.refusalReversedOn, days.refusalReversedShownIn, days.firstDecidedOn);
  const decided = days.firstDecidedOn <= day;
  const noPlan = days.noPlanOn <= day;
  const noPlanStands =
    (noPlan && countedDay(days.noPlanReversedOn, days.noPlanReversedShownIn, days.noPlanOn) > day) ||
    (days.noPlanAgainOn <= day && days.noPlanAgainReversedOn > day);
  if (noPlanStands) return 'refused_to_issue';
  if (days.refused && decided && reversedOn > day) return 'refused_to_assess';
  const over =
    days.requestWithdrawnOn <= day ||
    days.assessmentWithdrawnOn <= day ||
    days.movedOutOn <= day ||
    days.closedOn <= day ||
    days.assessedEarlier ||
    (days.decidedEarlier && days.assessmentShownOn === NEVER);
  if (over) return 'ended';

  const drafts = papers?.drafts?.filter((servedOn) => servedOn <= day) ?? [];
  if (drafts.length > 0) return draftWindowEnds(Math.max(...drafts)) < day ? 'finalising' : 'draft_out';
  const toIssueOn = countedDay(
    days.decidedToIssueOn,
    days.decidedToIssueShownIn,
    days.receivedOn,
    days.firstDecidedOn,
    reversedOn,
    days.noPlanOn,
  );
  if (noPlan || toIssueOn <= day) return 'drafting';
  const shownOn = countedDay(days.assessmentShownOn, days.assessmentShownShownIn, days.receivedOn, days.firstDecidedOn);
  if (!decided && shownOn > day && !days.decidedEarlier) return 'request';
  const asked = papers?.advice?.filter(([askedOn]) => askedOn <= day) ?? [];
  return asked.length > 0 && asked.every(([, answeredOn]) => answeredOn <= day) ? 'deciding' : 'assessment';
};

/** The stage of a case on a day, of what is recorded of it. `advice`: the requests for advice that belong to it. */
export const stageOf = (
  state: CaseState,
  advice: readonly AdviceState[],
  settings: Readonly<ClockSettings>,
  today: string,
): CaseStage =>
  stageAt(
    caseDaysOf(state),
    {
      drafts: state.drafts.map(dayNumberOfStep),
      advice: advice
        .filter(({ requested }) => requested !== null)
        .map(({ requested, submitted, nilReturned, dispensedWith }) => [
          dayNumberOfStep(requested),
          Math.min(...[submitted, nilReturned, dispensedWith].map(dayNumberOfStep)),
        ]),
    },
    parseCivilDate(today),
    (servedOn) => (isDated(servedOn) ? dueOrUnrolled('A4_DRAFT_WINDOW_15D', servedOn, settings) : NEVER),
  );

const caseDaysOf = (state: CaseState): CaseDays => ({
  receivedOn: dayNumberOfStep(state.requested),
  refused: state.firstDecision?.outcome === 'refuse',
  firstDecidedOn: dayNumberOfStep(state.firstDecision),
  decidedEarlier: state.decidedEarlier !== null,
  requestWithdrawnOn: dayNumberOfStep(state.requestWithdrawn),
  refusalReversedOn: dayNumberOfStep(state.refusalReversed),
  refusalReversedShownIn: state.refusalReversed?.shownInYear ?? 0,
  assessmentShownOn: dayNumberOfStep(state.assessmentShown),
  assessmentShownShownIn: state.assessmentShown?.shownInYear ?? 0,
  assessmentWithdrawnOn: dayNumberOfStep(state.assessmentWithdrawn),
  decidedToIssueOn: dayNumberOfStep(state.decidedToIssue),
  decidedToIssueShownIn: state.decidedToIssue?.shownInYear ?? 0,
  noPlanOn: dayNumberOfStep(state.noPlan),
  noPlanReversedOn: dayNumberOfStep(state.noPlanReversed),
  noPlanReversedShownIn: state.noPlanReversed?.shownInYear ?? 0,
  noPlanAgainOn: dayNumberOfStep(state.noPlanAgain),
  noPlanAgainReversedOn: dayNumberOfStep(state.noPlanAgainReversed),
  assessedEarlier: state.assessedEarlier !== null,
  issuedOn: dayNumberOfStep(state.issued),
  movedOutOn: dayNumberOfStep(state.movedOut),
  closedOn: dayNumberOfStep(state.closed),
});
