import { type CaseState, standingNoPlan } from '@ehc/pathway';
import { caseOver } from '@ehc/case-clocks';
import { outOfOrder, type Refusal } from '@ehc/recording';

/*
 * What the order rules of a case's steps have in common (statutory-rules.md §1.1). An imported case may lack steps
 * that a return does not speak of; a person's next step is taken on what there is.
 */

const ENDED = {
  withdrawn: 'was withdrawn',
  moved_out: 'ended because the child moved to another authority',
  closed: 'was closed',
} as const;

/** The case has not ended by withdrawal, move or closing. */
export const stillOpen = (state: CaseState): Refusal | undefined => {
  const over = caseOver(state);
  if (!over) return undefined;
  const on = over.on === null ? '' : ` on ${over.on}`;
  return outOfOrder(
    `This case ${ENDED[over.because as keyof typeof ENDED]}${on}.`,
    'Record a new request if there is one; if the case was ended by mistake, ask for a correction of that.',
  );
};

/** No final plan has been sent. */
export const notYetIssued = (state: CaseState): Refusal | undefined =>
  state.issued
    ? outOfOrder(
        `The final plan was sent${onDay(state.issued.on)}.`,
        'What follows is recorded on the plan: its reviews, amendments and end.',
      )
    : undefined;

/** An assessment was agreed, in whichever way, and no refusal stands. */
export const assessmentBegun = (state: CaseState): Refusal | undefined => {
  const unresolved = noStandingRefusalToAssess(state);
  if (unresolved) return unresolved;
  return state.assessmentShown || state.decidedEarlier || state.assessedEarlier
    ? undefined
    : outOfOrder(
        'It has not been decided to make an assessment.',
        'Record the decision whether to assess first (decision-to-assess).',
      );
};

export const noStandingRefusalToAssess = (state: CaseState): Refusal | undefined =>
  state.firstDecision?.outcome === 'refuse' && !state.refusalReversed
    ? outOfOrder(
        `An assessment was refused${onDay(state.firstDecision.on)}.`,
        'If that was reversed, record how (refusal-reversed); if the family asks again, record a new request.',
      )
    : undefined;

export const noStandingRefusalToIssue = (state: CaseState): Refusal | undefined => {
  const standing = standingNoPlan(state);
  return standing
    ? outOfOrder(
        `It was decided${onDay(standing.on)} that no plan will be issued.`,
        'If that was reversed, record how (refusal-reversed).',
      )
    : undefined;
};

export const onDay = (day: string | null): string => (day === null ? '' : ` on ${day}`);
