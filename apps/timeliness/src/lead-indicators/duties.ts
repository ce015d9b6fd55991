import { caseClocks, isDated, isRunning, NEVER } from '@ehc/case-clocks';
import {
  ClockError,
  type ClockSettings,
  type DayNumber,
  formatCivilDate,
  isLifted,
  type OneDayRuleId,
  parseCivilDate,
  ruleById,
  type RuleId,
  type Step as Limb,
  STEPS,
  type TimetableDays,
  timetableOf,
} from '@ehc/statutory-clock';
import type { CaseView } from '../measures/case-view.js';
import { caseStateOf } from './case-state-of.js';
import type { AdviceBody, LeadCase } from './lead-case.js';
import type { LeadLimits } from './lead-limits.js';

/** Who is to act: the authority, a body asked for advice, or a setting that was consulted. */
export const DUTY_HOLDERS = [
  'authority',
  'education',
  'health',
  'educational_psychology',
  'social_care',
  'other',
  'family',
  'setting',
] as const satisfies readonly ('authority' | AdviceBody | 'setting')[];
export type DutyHolder = (typeof DUTY_HOLDERS)[number];

/** Something that is due on a case and not done. */
export interface Duty {
  readonly rule: RuleId;
  /** Which of several limits, where the rule sets several. */
  readonly limb: Limb | null;
  readonly holder: DutyHolder;
  /** Last day in time. */
  readonly due: DayNumber;
  /** An exception lifts the limit: it is still to be done, as soon as practicable, but nobody is late. */
  readonly lifted: boolean;
}

/** Limits that are practice or guidance and no law. */
const NOT_STATUTORY: ReadonlySet<RuleId> = new Set(['A6_SETTING_RESPONSE_15D', 'A7_DRAFT_TARGET']);

export const isStatutory = (rule: RuleId): boolean => !NOT_STATUTORY.has(rule);

/** From where duties are looked at. */
export interface DutyViewpoint {
  readonly today: DayNumber;
  readonly settings: Readonly<ClockSettings>;
  readonly limits: LeadLimits;
}

/**
 * What is still to be done on an open case: the same limits as its clocks show (`@ehc/case-clocks`), without windows and
 * rights of appeal, which are nobody's duty. A limit whose start is not known is not among them.
 */
export const dutiesOf = (of: LeadCase, view: CaseView, from: DutyViewpoint): Duty[] =>
  // What an order, a concession or an agreement asks for is for the clocks to say; few cases have any.
  of.orders.length > 0 ? dutiesByClocks(of, view, from) : dutiesOfRequest(of, view, from);

const dutiesOfRequest = (of: LeadCase, view: CaseView, { today, settings, limits }: DutyViewpoint): Duty[] => {
  const { cells, exceptions } = of;
  const duty = (rule: OneDayRuleId, start: DayNumber, holder: DutyHolder, body?: AdviceBody): Duty => ({
    rule,
    limb: null,
    holder,
    due: limits.due(rule, start),
    lifted: limits.isLifted(rule, start, { exceptions, asOf: today, ...(body !== undefined && { body }) }),
  });
  const undecided = cells.firstDecidedOn === null && cells.decidedEarlier === 0;
  const mayRefusePlan = cells.noPlanOn === null && cells.decidedToIssueOn === null;
  const duties: Duty[] = [];
  if (of.isDetainee) {
    duties.push(...dutiesAfterDetention(of, view, { undecided, mayRefusePlan }, { today, settings, limits }));
  } else {
    if (undecided) duties.push(duty('A1_DECIDE_ASSESS_6W', view.receivedOn, 'authority'));
    if (mayRefusePlan) duties.push(duty('A3_NO_PLAN_16W', view.receivedOn, 'authority'));
    if (of.drafts.length === 0) duties.push(duty('A7_DRAFT_TARGET', view.receivedOn, 'authority'));
    duties.push({ ...duty('A5_FINAL_20W', view.receivedOn, 'authority'), lifted: view.lifted });
  }
  for (const { startsOn, answeredOn, body } of of.advice) {
    if (answeredOn === NEVER) duties.push(duty('A2_ADVICE_6W', startsOn, body, body));
  }
  for (const { startsOn, reply } of of.consultations) {
    if (reply === null) duties.push(duty('A6_SETTING_RESPONSE_15D', startsOn, 'setting'));
  }
  return duties.filter(({ due }) => isDated(due));
};

/** As `dueOrUnrolled`: one strange date must not take an authority's figures away. */
const timetableOrUnrolled = (attentionOn: DayNumber, settings: Readonly<ClockSettings>): TimetableDays => {
  try {
    return timetableOf('I1_DETAINED', { attentionOn }, settings);
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    return timetableOf('I1_DETAINED', { attentionOn }, { ...settings, rolloverNonworking: 'none' });
  }
};

/** SI 2015/62: the limits of 6, 16 and 20 weeks of a young person released from detention. */
const dutiesAfterDetention = (
  { exceptions }: LeadCase,
  { receivedOn }: CaseView,
  { undecided, mayRefusePlan }: { readonly undecided: boolean; readonly mayRefusePlan: boolean },
  { today, settings }: DutyViewpoint,
): Duty[] => {
  const { start, dues, unmovedDue } = timetableOrUnrolled(receivedOn, settings);
  const lifted = isLifted('I1_DETAINED', { start, due: unmovedDue, asOf: today }, exceptions, settings);
  const runs: Partial<Record<Limb, boolean>> = { notify: undecided, noPlan: mayRefusePlan, final: true };
  return STEPS.filter((limb) => runs[limb] && dues[limb] !== undefined).map((limb) => ({
    rule: 'I1_DETAINED',
    limb,
    holder: 'authority',
    due: dues[limb]!,
    lifted,
  }));
};

const dutiesByClocks = (of: LeadCase, view: CaseView, { today, settings }: DutyViewpoint): Duty[] => {
  const { state, advice } = caseStateOf(of);
  const clocks = caseClocks({ id: of.id, state, advice, settings, today: formatCivilDate(today) });
  return clocks
    .filter((clock) => isRunning(clock) && !['draft', 'decision'].includes(clock.subject.kind) && clock.due !== null)
    .map(({ rule, limb, subject, due, limit }) => ({
      rule,
      limb,
      holder:
        subject.kind === 'consultation' ? 'setting' : (advice.get(subject.id)?.body ?? ('authority' as DutyHolder)),
      due: parseCivilDate(due!),
      // What a return says of exceptions, without their dates, the clocks do not know.
      lifted: rule === 'A5_FINAL_20W' ? view.lifted : limit === 'lifted',
    }));
};

/** What is due, in plain words. */
export const nameOfDuty = (rule: RuleId): string => ruleById(rule).plainName;
