/** The facts that a rule may ask for, by name, and how each is read from a request. */
import { type DayNumber, tryParseCivilDate } from './civil-date.js';
import { ClockError } from './clock-error.js';

/** The steps for which an order, a concession or an agreement sets a limit. */
export const STEPS = ['notify', 'noPlan', 'draft', 'final'] as const;
export type Step = (typeof STEPS)[number];

/** A day for each step that applies. */
export type Timetable<Day> = { -readonly [S in Step]?: Day };

/** What a mediation agreement is about, where the matter is one that may be appealed. */
export const AGREEMENT_TYPES = ['assess', 'plan', 'amend', 'name'] as const;
export type AgreementType = (typeof AGREEMENT_TYPES)[number];

const DATE_FACTS = [
  'adviceCirculated',
  'adviceRequestReceived',
  'adviceSubmitted',
  'adviserContacted',
  'agreedOn',
  'amendedPlanFinalised',
  'amendmentNoticeSent',
  'amendmentNoticeServed',
  'appealReceived',
  'appealSentToLa',
  'attentionOn',
  'awareOn',
  'ceaseNoticeSent',
  'certificateIssued',
  'consultationReceived',
  'decidedOn',
  'decisionNotified',
  'decisionSent',
  'doneOn',
  'draftServed',
  'familyInformed',
  'firstPaymentOn',
  'lastAssessmentOn',
  'lastReviewedOn',
  'mediationEnded',
  'meetingOn',
  'movedOn',
  'noChangeNotified',
  'noPlanNotified',
  'notAmendingNotified',
  'noticeGiven',
  'notifiedOn',
  'orderedOn',
  'planFinalised',
  'reassessmentDecisionNotified',
  'reassessmentNotified',
  'reassessmentRequestReceived',
  'reportSent',
  'requestReceived',
  'requestedOn',
  'respondedOn',
  'responseSent',
  'reviewDecisionNotified',
  'reviewMeetingOn',
  'reviewedOn',
  'settingReplied',
  'toldOn',
  'transferOn',
  'transferredOn',
  'tribunalNotifiedOn',
] as const;

export type DateFactName = (typeof DATE_FACTS)[number];

/** Facts as the rules reckon with them: dates are day numbers. */
export type Facts = { [N in DateFactName]?: DayNumber } & {
  /** Calendar year in which the child transfers. */
  transferYear?: number;
  /** The body asked for advice, as a code: `health`, `social_care`, `education`, … (an open list). */
  body?: string;
  agreementType?: AgreementType;
  /** Whole weeks that the parties agreed in writing (reg 42(5)). */
  agreedWeeks?: number;
  /** Whether the Tribunal ordered the plan to continue with amendments. */
  amended?: boolean;
  /** Dates that the order itself sets. */
  directed?: Timetable<DayNumber>;
};

export type FactName = keyof Facts;

const dateFacts: ReadonlySet<string> = new Set(DATE_FACTS);

/**
 * The named facts of a request; facts not named are not read, and `null` is absent.
 * @throws {ClockError} `missing_fact`, `invalid_date` or `invalid_value` with the path `facts.<name>`, for the first
 *   that is wrong in the order given, the required ones first.
 */
export function readFacts(given: unknown, required: readonly FactName[], optional: readonly FactName[]): Facts {
  const source = readObject(given, 'facts');
  const facts: Record<string, unknown> = {};
  for (const name of required) {
    const value = source[name];
    if (value === undefined || value === null) throw missingFact(name);
    facts[name] = readFact(name, value);
  }
  for (const name of optional) {
    const value = source[name];
    if (value !== undefined && value !== null) facts[name] = readFact(name, value);
  }
  return facts as Facts;
}

/** The error for a fact that the rule cannot do without. */
export function missingFact(name: string): ClockError {
  return new ClockError('missing_fact', `The rule needs the fact ${name}.`, `facts.${name}`);
}

/**
 * An object of the request; absent is empty.
 * @throws {ClockError} `invalid_value` with that path for anything else.
 */
export function readObject(given: unknown, path: string): Record<string, unknown> {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new ClockError('invalid_value', `${path} must be an object.`, path);
  }
  return given as Record<string, unknown>;
}

/**
 * A civil date of the request as a day number.
 * @throws {ClockError} `invalid_date` with that path.
 */
export function readDate(value: unknown, path: string): DayNumber {
  const day = tryParseCivilDate(value);
  if (day === undefined) {
    throw new ClockError('invalid_date', `${path} must be a date that exists, written YYYY-MM-DD.`, path);
  }
  return day;
}

function readFact(name: FactName, value: unknown): unknown {
  const path = `facts.${name}`;
  if (dateFacts.has(name)) return readDate(value, path);
  switch (name) {
    case 'transferYear':
      if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 9999) return value;
      throw new ClockError('invalid_value', `${path} must be a year, as a whole number.`, path);
    case 'agreedWeeks':
      if (Number.isSafeInteger(value) && (value as number) >= 0) return value;
      throw new ClockError('invalid_value', `${path} must be a whole number of weeks, 0 or more.`, path);
    case 'amended':
      if (typeof value === 'boolean') return value;
      throw new ClockError('invalid_value', `${path} must be true or false.`, path);
    case 'agreementType':
      if ((AGREEMENT_TYPES as readonly unknown[]).includes(value)) return value;
      throw new ClockError('invalid_value', `${path} must be one of ${AGREEMENT_TYPES.join(', ')}.`, path);
    case 'directed':
      return readDirected(value, path);
    default:
      if (typeof value === 'string') return value;
      throw new ClockError('invalid_value', `${path} must be a text.`, path);
  }
}

function readDirected(value: unknown, path: string): Timetable<DayNumber> {
  const source = readObject(value, path);
  const directed: Timetable<DayNumber> = {};
  for (const step of STEPS) {
    const date = source[step];
    if (date !== undefined && date !== null) directed[step] = readDate(date, `${path}.${step}`);
  }
  return directed;
}
