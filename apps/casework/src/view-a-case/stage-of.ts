import { type AdviceState, type CaseState, hasEnded } from '@ehc/pathway';
import { dueDate, parseCivilDate } from '@ehc/statutory-clock';

/** Where a case stands on the path (statutory-rules.md §1.1; open.stage.* in measures-contract.md). */
export type CaseStage =
  | 'request'
  | 'assessment'
  | 'deciding'
  | 'drafting'
  | 'draft_out'
  | 'finalising'
  | 'plan_issued'
  | 'refused_to_assess'
  | 'refused_to_issue'
  | 'ended';

/** The stage of a case on a day. `advice`: the requests for advice that belong to it. */
export const stageOf = (state: CaseState, advice: readonly AdviceState[], today: string): CaseStage => {
  if (state.issued) return 'plan_issued';
  if (hasEnded(state)) {
    if (state.noPlan && !state.noPlanReversed) return 'refused_to_issue';
    if (state.firstDecision?.outcome === 'refuse' && !state.assessmentShown) return 'refused_to_assess';
    return 'ended';
  }
  const draft = state.drafts.at(-1);
  if (draft) return draft.on !== null && isWindowOver(draft.on, today) ? 'finalising' : 'draft_out';
  if (state.decidedToIssue || state.noPlanReversed) return 'drafting';
  if (!state.firstDecision && !state.assessmentShown && !state.decidedEarlier) return 'request';
  const asked = advice.filter((one) => one.requested && !one.dispensedWith);
  const allIn = asked.length > 0 && asked.every((one) => one.submitted ?? one.nilReturned);
  return allIn ? 'deciding' : 'assessment';
};

/** The family has had its fifteen days, the day of service being the first (reg 13(1)(a)). */
const isWindowOver = (servedOn: string, today: string): boolean =>
  parseCivilDate(today) > dueDate('A4_DRAFT_WINDOW_15D', parseCivilDate(servedOn));
