/** The calculator: one request, one answer. `ehc clock`, the HTTP API and every page ask it. */
import { adviceFromFacts } from './advice-set.js';
import type { Answer, ClockRequest, ExceptionInAnswer } from './answer.js';
import { type DayNumber, formatCivilDate } from './civil-date.js';
import { ClockError } from './clock-error.js';
import { type LimitDays, limitDays, timetableDays } from './due.js';
import type { Finding, JudgedPeriod } from './exceptions/exception.js';
import { judge } from './exceptions/judge.js';
import { type ReadException, readExceptions } from './exceptions/read.js';
import { type FactName, type Facts, STEPS, type Timetable, readDate, readFacts } from './facts.js';
import { lawVersionOn } from './law-versions.js';
import { receivedFromFacts } from './receipt.js';
import { rowsOf, sourceOf } from './rules/index.js';
import type { LimitRule, OtherRule, Rule, TimetableRule } from './rules/rule.js';
import { type ClockSettings, readSettings } from './settings.js';
import { type Standing, standingOf } from './status.js';
import { tryWorkingDayOnOrBefore } from './working-days.js';

/** What of a request does not depend on its rule. */
interface Circumstances {
  settings: Readonly<ClockSettings>;
  exceptions: readonly ReadException[];
  asOf: DayNumber | undefined;
}

/**
 * Answers a request. Never throws for what a request says: a request that cannot be answered is answered with `error`
 * (with `id` and `rule` where they could be read). Pure: the same request has the same answer for ever.
 */
export function calculate(request: ClockRequest): Answer {
  const answer: Answer = {};
  try {
    const source = readRequest(request);
    if (source.id !== undefined && source.id !== null) answer.id = source.id;
    if (typeof source.rule === 'string') answer.rule = source.rule;
    const rows = readRule(source.rule);
    const settings = readSettings(source.settings);
    return Object.assign(answer, answerRule(rows, source, settings));
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    answer.error = error.toAnswerError();
    return answer;
  }
}

function readRequest(request: unknown): Record<string, unknown> {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw new ClockError('invalid_json', 'A request must be a JSON object.');
  }
  return request as Record<string, unknown>;
}

function readRule(given: unknown): readonly Rule[] {
  const rows = typeof given === 'string' ? rowsOf(given) : [];
  if (rows.length === 0) {
    const what = typeof given === 'string' ? `There is no rule${quoted(given)}.` : 'A request must name a rule.';
    throw new ClockError('unknown_rule', what, 'rule');
  }
  return rows;
}

/** A name is repeated, so that a slip can be seen; whatever else was sent for one is not. */
const quoted = (given: string): string => (/^[\w.-]{1,60}$/.test(given) ? ` "${given}"` : ' of that name');

function answerRule(rows: readonly Rule[], source: Record<string, unknown>, settings: Readonly<ClockSettings>): Answer {
  const [rule] = rows as [Rule, ...Rule[]];
  switch (rule.gives) {
    case 'due':
      return answerLimit(rule, readFactsOf(rule, source), circumstancesOf(source, settings));
    case 'dues':
      return answerTimetable(
        rows as readonly TimetableRule[],
        readFactsOf(rule, source),
        circumstancesOf(source, settings),
      );
    case 'received':
    case 'advice':
      return answerOther(rule, source, settings);
  }
}

function circumstancesOf(source: Record<string, unknown>, settings: Readonly<ClockSettings>): Circumstances {
  return {
    settings,
    exceptions: readExceptions(source.exceptions, settings),
    asOf: source.asOf === undefined || source.asOf === null ? undefined : readDate(source.asOf, 'asOf'),
  };
}

/** The names of a rule's facts that may be left out, worked out once for each row. */
const optionalFacts = new WeakMap<Rule, readonly FactName[]>();

function readFactsOf(rule: LimitRule | TimetableRule, source: Record<string, unknown>): Facts {
  let optional = optionalFacts.get(rule);
  if (!optional) {
    optional = [...(rule.optional ?? []), ...((rule.gives === 'due' ? rule.done : undefined) ?? [])];
    optionalFacts.set(rule, optional);
  }
  return readFacts(source.facts, rule.start, optional);
}

function answerLimit(rule: LimitRule, facts: Facts, circumstances: Circumstances): Answer {
  const { settings, asOf } = circumstances;
  const days = limitDays(rule, facts, settings);
  const answer: Answer = { due: formatCivilDate(days.due) };
  if (days.earliest !== undefined) answer.earliest = formatCivilDate(days.earliest);
  const actBy = tryWorkingDayOnOrBefore(days.due);
  if (actBy !== undefined) answer.actByWorkingDay = formatCivilDate(actBy);
  Object.assign(answer, standingUnder(rule, days, facts, circumstances));
  const period: JudgedPeriod = { start: days.start, due: days.unmovedDue, asOf, body: facts.body };
  addJudgement(answer, rule, period, circumstances);
  if (rule.shape === 'bar') answer.limit = facts.requestReceived! <= days.due ? 'applies' : 'ended';
  return addLaw(answer, rule, days.unmovedDue);
}

/** How the duty stands, for a rule with a fact that says it is done. */
function standingUnder(
  rule: LimitRule,
  days: LimitDays,
  facts: Facts,
  { settings, asOf }: Circumstances,
): Standing | undefined {
  if (!rule.done) return undefined;
  return standingOf(days.due, doneOn(rule, facts, settings), asOf);
}

/** The day on which the duty was done: the first, where either of two acts does it. */
function doneOn(rule: LimitRule, facts: Facts, settings: Readonly<ClockSettings>): DayNumber | undefined {
  const byMeeting = rule.id === 'C1_REVIEW_12M' && settings.reviewCompleteOn === 'meeting';
  let first: DayNumber | undefined;
  for (const name of byMeeting ? (['reviewMeetingOn'] as const) : rule.done!) {
    const day = facts[name] as DayNumber | undefined;
    if (day !== undefined && (first === undefined || day < first)) first = day;
  }
  return first;
}

function answerTimetable(versions: readonly TimetableRule[], facts: Facts, circumstances: Circumstances): Answer {
  const { start, dues, unmovedDue, rule } = timetableDays(versions, facts, circumstances.settings);
  const texts: Timetable<string> = {};
  for (const step of STEPS) {
    const day = dues[step];
    if (day !== undefined) texts[step] = formatCivilDate(day);
  }
  const answer: Answer = { dues: texts };
  addJudgement(answer, rule, { start, due: unmovedDue, asOf: circumstances.asOf }, circumstances);
  return addLaw(answer, rule, unmovedDue);
}

function answerOther(rule: OtherRule, source: Record<string, unknown>, settings: Readonly<ClockSettings>): Answer {
  const answer: Answer =
    rule.gives === 'received'
      ? { received: formatCivilDate(receivedFromFacts(source.facts, settings)) }
      : adviceFromFacts(source.facts);
  const { exceptions } = circumstancesOf(source, settings);
  if (exceptions.length > 0) {
    const because = 'this rule sets no limit that could be lifted';
    answer.exceptions = withFindings(
      exceptions,
      exceptions.map(() => ({ lifts: false, because })),
    );
  }
  answer.source = sourceOf(rule);
  return answer;
}

function addJudgement(
  answer: Answer,
  rule: LimitRule | TimetableRule,
  period: JudgedPeriod,
  { exceptions, settings }: Circumstances,
): void {
  answer.limit = 'applies';
  if (exceptions.length === 0) return;
  const { lifted, replacedBy, findings } = judge(
    rule.id,
    period,
    exceptions.map(({ exception }) => exception),
    settings,
  );
  if (lifted) {
    answer.limit = 'lifted';
    answer.replacedBy = replacedBy;
  }
  answer.exceptions = withFindings(exceptions, findings);
}

/** Each exception as it came, without what was `null`, and what was found of it. */
function withFindings(exceptions: readonly ReadException[], findings: readonly Finding[]): ExceptionInAnswer[] {
  return exceptions.map(({ given, exception }, index) => {
    const present = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
    return { ...Object.fromEntries(present), kind: exception.kind, ...findings[index]! };
  });
}

function addLaw(answer: Answer, rule: LimitRule | TimetableRule, unmovedDue: DayNumber): Answer {
  answer.lawVersion = lawVersionOn(unmovedDue);
  answer.source = sourceOf(rule);
  answer.count = rule.count;
  return answer;
}
