import { isDated, NEVER } from '@ehc/case-clocks';
import type { DayNumber } from '@ehc/statutory-clock';
import type { CaseView } from '../measures/case-view.js';
import { bindingConsultations, familyAnswered } from './holder.js';
import type { LeadCase } from './lead-case.js';
import type { LeadLimits } from './lead-limits.js';
import type { UsualTimes } from './usual-times.js';

/** Why a case can no longer have its plan by day 140, or is unlikely to, with the words of the reference. */
export const DAY_140_REASONS = {
  past_day_140: {
    label: 'Past day 140',
    rule: 'Day 140 is past, and the plan has not been sent.',
  },
  family_window: {
    label: 'The family has too few days left for its 15',
    rule: 'No draft has been served, or the family has not answered the latest one: even if one were served today (or counted from the day on which it was served), the 15 days that the family must be given (reg 13(1)(a), rule A4) would end on or after day 140, so that the plan could be sent only after it. Only an earlier answer of the family can shorten them.',
  },
  setting_window: {
    label: 'A setting has too few days left for its 15',
    rule: 'Settings were consulted, none has answered that it can meet the need, and of those that still have time to reply (15 days, Code of Practice 9.83, rule A6) even the first to run out runs out on or after day 140. A consultation that has not begun takes no time here: whether one is still needed is not recorded.',
  },
  usual_time: {
    label: 'What usually remains is more than what is left',
    rule: 'Of the plans that the authority issued in the last 12 months, those whose case stayed in this stage for at least as many days as this one has by now: half of them took longer from there to the final plan than the days that are left. Judged only where there were at least 10. It makes a case unlikely, never impossible.',
  },
} as const;

export type Day140Reason = keyof typeof DAY_140_REASONS;

/**
 * - `past`: day 140 is over.
 * - `cannot`: it is not, but the time that others must be given reaches beyond it.
 * - `unlikely`: it could be kept, but usually is not from here.
 * - `open`: none of these.
 * - `lifted`: an exception lifts the limit, so that it is not judged.
 */
export const DAY_140_PROSPECTS = ['past', 'cannot', 'unlikely', 'open', 'lifted'] as const;
export type Day140Prospect = (typeof DAY_140_PROSPECTS)[number];

/** How a case stands to day 140. */
export interface Day140 {
  readonly prospect: Day140Prospect;
  readonly reasons: readonly Day140Reason[];
  /** Whole days left, 0 on day 140 itself; negative after it. */
  readonly daysLeft: number;
  /** What usually remains from here; null where too few plans tell. */
  readonly usuallyRemains: { readonly days: number; readonly n: number } | null;
}

/** Fewest stays from which what usually remains is judged. */
export const FEWEST_STAYS = 10;

/** The first day on which the plan may be sent, as far as the family's time tells; in the past where it is over. */
const familyAllows = (of: LeadCase, today: DayNumber, limits: LeadLimits): DayNumber => {
  if (of.drafts.every((servedOn) => servedOn > today)) return limits.finaliseFrom(today);
  if (familyAnswered(of, today)) return today;
  const latest = Math.max(...of.drafts.filter((servedOn) => servedOn <= today));
  return isDated(latest) ? limits.finaliseFrom(latest) : today;
};

/** The same, as far as the settings that were consulted tell. */
const settingsAllow = (of: LeadCase, today: DayNumber, limits: LeadLimits): DayNumber => {
  if (of.consultations.some(({ reply }) => reply === 'can_meet_need')) return today;
  const binding = bindingConsultations(of, today, limits);
  return binding.length === 0 ? today : Math.min(...binding.map(({ startsOn }) => limits.replyBy(startsOn))) + 1;
};

/** How an open case stands to day 140 of its request. */
export const day140Of = (
  of: LeadCase,
  view: CaseView,
  daysInStage: number,
  { today, limits, usual }: { readonly today: DayNumber; readonly limits: LeadLimits; readonly usual: UsualTimes },
): Day140 => {
  const { issueBy } = view;
  const daysLeft = issueBy - today;
  const remaining = usual.remaining(view.stage, daysInStage);
  const usuallyRemains = remaining !== null && remaining.n >= FEWEST_STAYS ? remaining : null;
  const about = { daysLeft, usuallyRemains };
  if (view.lifted || issueBy === NEVER) return { ...about, prospect: 'lifted', reasons: [] };
  if (daysLeft < 0) return { ...about, prospect: 'past', reasons: ['past_day_140'] };
  const reasons: Day140Reason[] = [];
  if (familyAllows(of, today, limits) > issueBy) reasons.push('family_window');
  if (settingsAllow(of, today, limits) > issueBy) reasons.push('setting_window');
  const cannot = reasons.length > 0;
  if (usuallyRemains !== null && usuallyRemains.days > daysLeft) reasons.push('usual_time');
  const prospect = cannot ? 'cannot' : reasons.length > 0 ? 'unlikely' : 'open';
  return { ...about, prospect, reasons };
};
