import type { CaseDays, CasePapers, CaseStage } from '@ehc/case-clocks';
import { stageAt } from '@ehc/case-clocks';
import { type DayNumber, dayNumberOf } from '@ehc/statutory-clock';
import type { Limits } from '../measures/limits.js';
import type { LeadCase } from './lead-case.js';
import { type Span, spansBetween } from './spans.js';

/** Everything that tells the stage of one case on any day. */
export interface StagedCase {
  /** A copy: readers use one view for all. */
  readonly days: CaseDays;
  readonly of: LeadCase;
}

/** A case was in a stage, or over, from one day to another. */
export type Stay = Span<CaseStage>;

export const papersOf = ({ drafts, advice }: LeadCase): CasePapers => ({
  drafts,
  advice: advice.map(({ askedOn, answeredOn }) => [askedOn, answeredOn]),
});

/** The stage of a case on any day. */
export const stageOn = (
  { days, of }: StagedCase,
  { draftWindowEnds }: Pick<Limits, 'draftWindowEnds'>,
): ((day: DayNumber) => CaseStage) => {
  const papers = papersOf(of);
  return (day) => stageAt(days, papers, day, draftWindowEnds);
};

/** The days on which the stage of a case may change, and no others. */
export const stageTurns = (
  { days, of }: StagedCase,
  { draftWindowEnds }: Pick<Limits, 'draftWindowEnds'>,
): DayNumber[] => [
  ...Object.values(days).filter((value) => typeof value === 'number'),
  // An undated step that a return shows counts as done at the end of that return's year.
  ...[
    days.refusalReversedShownIn,
    days.assessmentShownShownIn,
    days.decidedToIssueShownIn,
    days.noPlanReversedShownIn,
  ].flatMap((year) => (year === 0 ? [] : [dayNumberOf(year, 12, 31)])),
  ...of.drafts.flatMap((servedOn) => [servedOn, draftWindowEnds(servedOn) + 1]),
  ...of.advice.flatMap(({ askedOn, answeredOn }) => [askedOn, answeredOn]),
];

/** The stages that a case went through from its receipt up to a day, in order; the last one holds on that day. */
export const staysOf = (staged: StagedCase, today: DayNumber, limits: Pick<Limits, 'draftWindowEnds'>): Stay[] =>
  spansBetween(staged.days.receivedOn, today, stageTurns(staged, limits), stageOn(staged, limits));
