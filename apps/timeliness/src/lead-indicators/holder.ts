import { type CaseStage, dayNumberOfStep, isDated, UNDATED } from '@ehc/case-clocks';
import type { DayNumber } from '@ehc/statutory-clock';
import { DUTY_HOLDERS } from './duties.js';
import type { AdviceBody, LeadAdvice, LeadCase, LeadDispute } from './lead-case.js';
import { type Span, spansBetween } from './spans.js';
import { type StagedCase, stageOn, stageTurns } from './stays.js';
import type { LeadLimits } from './lead-limits.js';

/** Who may hold a case, in the order in which answers give them. */
export const HOLDERS = [...DUTY_HOLDERS, 'mediation', 'tribunal', 'other_authority', 'nobody'] as const;
export type Holder = (typeof HOLDERS)[number];

/** By what rule each of them holds a case: the words of the reference. */
export const HOLDER_RULES: Readonly<Record<Holder, { readonly label: string; readonly rule: string }>> = {
  authority: {
    label: 'The authority',
    rule: 'Whenever no other rule gives the day to somebody else: it decides, asks for advice, drafts or finalises. Also once the family has answered the draft, or its window is over, and no setting has time left to reply.',
  },
  education: { label: 'Education', rule: 'Its advice is outstanding; see the rule on advice.' },
  health: { label: 'Health', rule: 'Its advice is outstanding; see the rule on advice.' },
  educational_psychology: {
    label: 'Educational psychology',
    rule: 'Its advice is outstanding; see the rule on advice.',
  },
  social_care: { label: 'Social care', rule: 'Its advice is outstanding; see the rule on advice.' },
  other: { label: 'Another body asked for advice', rule: 'Its advice is outstanding; see the rule on advice.' },
  family: {
    label: 'The family',
    rule: 'The draft is with it, within its 15 days, and it has not answered since; or its own advice is outstanding, and no other.',
  },
  setting: {
    label: 'A setting that was consulted',
    rule: "The family's answer or window is over, and a setting that was consulted has neither replied nor used up its 15 days. After these it does not bind the authority, which holds the case again.",
  },
  mediation: { label: 'Mediation', rule: 'Mediation about a refusal is under way, and no appeal is.' },
  tribunal: {
    label: 'The Tribunal',
    rule: 'An appeal against a refusal is registered and not over. A dispute is over when it was withdrawn, decided or ended, by an order, a concession or an agreement about it, and at the latest when the refusal is reversed.',
  },
  other_authority: {
    label: 'The authority from which the child moved',
    rule: 'Days before the request was received here, where the setting moveClock counts them.',
  },
  nobody: {
    label: 'Nobody: a refusal stood',
    rule: 'Between a refusal and its reversal, while neither an appeal nor mediation was under way.',
  },
};

/** The rule on advice, in words. */
export const ADVICE_RULE =
  'While the case is in assessment and advice is outstanding, the body holds it whose six weeks began first; of several that began on one day, the one that comes first in the order education, health, educational psychology, social care, another body. The family holds it only while no body is outstanding too. All whose advice is outstanding are named beside the holder.';

const ADVICE_ORDER: readonly AdviceBody[] = ['education', 'health', 'educational_psychology', 'social_care', 'other'];

/** The requests for advice that are outstanding on a day, the holder's first. */
export const outstandingAdvice = (advice: readonly LeadAdvice[], day: DayNumber): LeadAdvice[] =>
  advice
    .filter(({ askedOn, answeredOn }) => askedOn <= day && answeredOn > day)
    .sort(
      (a, b) =>
        Number(a.body === 'family') - Number(b.body === 'family') ||
        a.startsOn - b.startsOn ||
        ADVICE_ORDER.indexOf(a.body) - ADVICE_ORDER.indexOf(b.body),
    );

/** Whether the family has answered the draft that is out on a day. */
export const familyAnswered = ({ drafts, responses }: LeadCase, day: DayNumber): boolean => {
  const latest = Math.max(...drafts.filter((servedOn) => servedOn <= day));
  return responses.some((on) => on <= day && (!isDated(on) || on >= latest));
};

/** Consultations that bind the authority on a day: not answered, and within their 15 days. */
export const bindingConsultations = ({ consultations }: LeadCase, day: DayNumber, limits: LeadLimits) =>
  consultations.filter(
    ({ consultedOn, startsOn, repliedOn }) => consultedOn <= day && repliedOn > day && limits.replyBy(startsOn) >= day,
  );

/** A dispute about a refusal, from its beginning up to the day on which it was over. */
interface Proceeding {
  readonly before: LeadDispute['before'];
  readonly from: DayNumber;
  readonly to: DayNumber;
}

const BEGINS: ReadonlySet<LeadDispute['step']> = new Set(['registered', 'requested', 'arranged']);
const ENDS: ReadonlySet<LeadDispute['step']> = new Set(['withdrawn', 'decided', 'held', 'certificate_issued', 'ended']);

const proceedingsOf = ({ days, of }: StagedCase): Proceeding[] => {
  const reversals: Partial<Record<LeadDispute['about'], DayNumber[]>> = {
    refusal_to_assess: [days.refusalReversedOn],
    refusal_to_issue: [days.noPlanReversedOn, days.noPlanAgainReversedOn],
  };
  return of.disputes
    .filter(({ about, step, on }) => BEGINS.has(step) && reversals[about] !== undefined && isDated(on))
    .map(({ before, about, on: from }) => {
      const ends = of.disputes.filter((one) => one.before === before && one.about === about && ENDS.has(one.step));
      const over = [...ends.map(({ on }) => on), ...reversals[about]!, ...of.orders.map(dayNumberOfStep)];
      // One that was over on a day that is not known held nothing.
      return { before, from, to: Math.min(...over.filter((day) => day >= from || day === UNDATED)) };
    });
};

/** A case with what tells who held it on any day. */
export interface HeldCase extends StagedCase {
  /** The day on which the request was received here, where clocks count from its receipt elsewhere. */
  readonly ownReceivedOn: DayNumber;
}

/** Who holds a case on any day: exactly one. */
export const holderOn = (held: HeldCase, limits: LeadLimits): ((day: DayNumber) => Holder) => {
  const stage = stageOn(held, limits);
  const proceedings = proceedingsOf(held);
  return (day) => {
    if (day < held.ownReceivedOn) return 'other_authority';
    const before = proceedings.filter(({ from, to }) => from <= day && to > day).map((one) => one.before);
    if (before.includes('tribunal')) return 'tribunal';
    if (before.includes('mediation')) return 'mediation';
    return holderInStage(stage(day), held.of, day, limits);
  };
};

/** Who held a case on which days, from its receipt up to a day; the last one holds it on that day. */
export const heldSpans = (held: HeldCase, today: DayNumber, limits: LeadLimits): Span<Holder>[] => {
  const { of, days, ownReceivedOn } = held;
  const turns = [
    ...stageTurns(held, limits),
    ownReceivedOn,
    ...of.responses,
    ...of.consultations.flatMap(({ consultedOn, startsOn, repliedOn }) => [
      consultedOn,
      repliedOn,
      limits.replyBy(startsOn) + 1,
    ]),
    ...proceedingsOf(held).flatMap(({ from, to }) => [from, to]),
  ];
  return spansBetween(days.receivedOn, today, turns, holderOn(held, limits));
};

const holderInStage = (stage: CaseStage, of: LeadCase, day: DayNumber, limits: LeadLimits): Holder => {
  switch (stage) {
    case 'refused_to_assess':
    case 'refused_to_issue':
      return 'nobody';
    case 'assessment':
      return outstandingAdvice(of.advice, day)[0]?.body ?? 'authority';
    case 'draft_out':
      if (!familyAnswered(of, day)) return 'family';
      return bindingConsultations(of, day, limits).length > 0 ? 'setting' : 'authority';
    case 'finalising':
      return bindingConsultations(of, day, limits).length > 0 ? 'setting' : 'authority';
    default:
      return 'authority';
  }
};
