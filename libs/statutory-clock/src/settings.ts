/**
 * The switches of section 5 of the statutory rules: questions that the law leaves open, each with the answer taken by
 * default. An authority may choose another. Some act here, the others in the pathway and the measures.
 */
import { ClockError } from './clock-error.js';

/** Every switch with its value. */
export interface ClockSettings {
  receiptDay: 'day_0' | 'day_1';
  receiptMode: 'actual_calendar_day' | 'ipsea_deemed';
  clockStart: 'first_written_request' | 'complete_form';
  rolloverNonworking: 'none' | 'next' | 'previous';
  exceptionTargetDays: boolean;
  x1Strict: boolean;
  reversalClock: 'original_request' | 'reversal_plus_14w';
  moveClock: 'new_clock' | 'old_clock';
  phaseBoundary: 'strictly_before' | 'on_or_before';
  reviewCompleteOn: 'decision' | 'meeting';
  reviewAnchor: 'last_decision' | 'last_meeting';
  devonOuter12w: boolean;
  appealAugust: 'roll_only' | 'skip_days';
  serviceMode: 'electronic' | 'post_plus_2wd';
  parentRequestedDelayIsException: boolean;
  absenceInsideOnly: boolean;
  issueDateField: 'date_sent' | 'start_date';
  sen2ExcludeOverturned: boolean;
  covidTest: 'due_date' | 'any_day';
  holidayCalendar: 'england_and_wales';
  /** Whole weeks, 0 or more. */
  draftTargetWeeks: number;
}

export type SettingName = keyof ClockSettings;

/** What a setting means, for validation and for the reference. */
export interface SettingDescription<T> {
  /** The question that the law leaves open. */
  question: string;
  default: T;
  /** The values it takes; left out for a whole number of 0 or more. */
  values?: readonly T[];
  /** Where it acts: in this library, or in the code that records the pathway, or in the measures. */
  actsIn: 'clock' | 'pathway' | 'measures';
  /** What another value changes. */
  moves: string;
}

/** Every switch, in the order of section 5. */
export const SETTINGS: { readonly [N in SettingName]: SettingDescription<ClockSettings[N]> } = {
  receiptDay: {
    question: 'Is the day of receipt day 0 or day 1?',
    default: 'day_0',
    values: ['day_0', 'day_1'],
    actsIn: 'clock',
    moves: 'A1, A2, A3, A5, A6, A7, B1: day_1 makes the last day one day earlier.',
  },
  receiptMode: {
    question: 'When is a request received that arrives out of hours, at a weekend or by post?',
    default: 'actual_calendar_day',
    values: ['actual_calendar_day', 'ipsea_deemed'],
    actsIn: 'clock',
    moves: 'RECEIPT only.',
  },
  clockStart: {
    question: "Does the authority's form, consent or evidence start the clock?",
    default: 'first_written_request',
    values: ['first_written_request', 'complete_form'],
    actsIn: 'pathway',
    moves: 'Which day the pathway takes as the day on which a request was received.',
  },
  rolloverNonworking: {
    question: 'What of a last day that is not a working day?',
    default: 'none',
    values: ['none', 'next', 'previous'],
    actsIn: 'clock',
    moves:
      'Every due date but those of Tribunal rules, windows and bars; status and days follow the moved date, ' +
      'exceptions and the version of the law the unmoved one.',
  },
  exceptionTargetDays: {
    question: 'Is a local target (due date and the days affected) shown beside a lifted limit?',
    default: false,
    values: [false, true],
    actsIn: 'pathway',
    moves: 'A date labelled as not statutory; the due date stays as it was.',
  },
  x1Strict: {
    question: 'Must the head have been asked no earlier than a week before the school closed?',
    default: true,
    values: [true, false],
    actsIn: 'clock',
    moves: 'X1, X2: false drops the lower bound.',
  },
  reversalClock: {
    question: 'Which clock runs when an authority reverses its own refusal with no appeal or agreement?',
    default: 'original_request',
    values: ['original_request', 'reversal_plus_14w'],
    actsIn: 'pathway',
    moves: 'The day from which the pathway counts such a case.',
  },
  moveClock: {
    question: 'Which clock runs when a child moves before there is a plan?',
    default: 'new_clock',
    values: ['new_clock', 'old_clock'],
    actsIn: 'pathway',
    moves: 'The day from which the new authority counts.',
  },
  phaseBoundary: {
    question: 'Is "before 15 February" or "before 31 March" kept on that day itself?',
    default: 'strictly_before',
    values: ['strictly_before', 'on_or_before'],
    actsIn: 'clock',
    moves: 'C11, C12: one day later.',
  },
  reviewCompleteOn: {
    question: 'When is a review done?',
    default: 'decision',
    values: ['decision', 'meeting'],
    actsIn: 'clock',
    moves: 'C1: the day of the meeting takes the place of the day of the decision.',
  },
  reviewAnchor: {
    question: 'From what is the year to the next review counted?',
    default: 'last_decision',
    values: ['last_decision', 'last_meeting'],
    actsIn: 'pathway',
    moves: 'Which day is taken as the last review.',
  },
  devonOuter12w: {
    question:
      'After a late amendment notice: 8 weeks from the notice, or 12 weeks from the meeting if that is earlier?',
    default: true,
    values: [true, false],
    actsIn: 'clock',
    moves: 'C8: false leaves the 8 weeks alone.',
  },
  appealAugust: {
    question: 'Does an appeal limit skip the days of August and Christmas, or only move when it ends in them?',
    default: 'roll_only',
    values: ['roll_only', 'skip_days'],
    actsIn: 'clock',
    moves: 'G1, G2, D2: each such day adds a day, then the last day is rolled.',
  },
  serviceMode: {
    question: 'When is a draft or notice served?',
    default: 'electronic',
    values: ['electronic', 'post_plus_2wd'],
    actsIn: 'clock',
    moves: "A4, C7 and C15's window: served two working days later.",
  },
  parentRequestedDelayIsException: {
    question: "Is a parent's wish to wait an exceptional personal circumstance?",
    default: false,
    values: [false, true],
    actsIn: 'clock',
    moves: 'true: the kind parent-requested-delay is judged as X3.',
  },
  absenceInsideOnly: {
    question: 'Must the whole of the absence fall inside the period?',
    default: true,
    values: [true, false],
    actsIn: 'clock',
    moves: 'X4, X4b: false counts the whole absence if a day of it lies inside.',
  },
  issueDateField: {
    question: 'Which date is the issue of a plan: the day it was sent, or its start date?',
    default: 'date_sent',
    values: ['date_sent', 'start_date'],
    actsIn: 'measures',
    moves: 'The date that the 20-week measure takes.',
  },
  sen2ExcludeOverturned: {
    question: 'Are plans reached after an overturned refusal left out of the 20-week measure?',
    default: true,
    values: [true, false],
    actsIn: 'measures',
    moves: 'The denominator of the 20-week measure.',
  },
  covidTest: {
    question: 'Must the due date fall within the relaxation of 2020, or any day of the period?',
    default: 'due_date',
    values: ['due_date', 'any_day'],
    actsIn: 'clock',
    moves: 'Which limits the exception coronavirus lifts.',
  },
  holidayCalendar: {
    question: 'Whose bank holidays count?',
    default: 'england_and_wales',
    values: ['england_and_wales'],
    actsIn: 'pathway',
    moves: 'Nothing here: the clock counts by England and Wales.',
  },
  draftTargetWeeks: {
    question: 'By which week should the draft plan be out?',
    default: 14,
    actsIn: 'clock',
    moves: 'A7: whole weeks, 0 or more (an operational target, not law).',
  },
};

const names = Object.keys(SETTINGS) as SettingName[];

/** The answer taken by default to each question. */
export const DEFAULT_SETTINGS: Readonly<ClockSettings> = Object.freeze(
  Object.fromEntries(names.map((name) => [name, SETTINGS[name].default])) as unknown as ClockSettings,
);

/** Whether a text is the name of a setting. */
export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}

/**
 * Whether a value is one that the setting takes.
 */
export function isSettingValue(name: SettingName, value: unknown): boolean {
  const { values } = SETTINGS[name] as SettingDescription<unknown>;
  return values ? values.includes(value) : Number.isSafeInteger(value) && (value as number) >= 0;
}

/**
 * The settings given, with the default for each that is absent (or `null`).
 * @throws {ClockError} `invalid_setting` with the path `settings.<name>` for an unknown name or a value not taken.
 */
export function readSettings(given: unknown): Readonly<ClockSettings> {
  if (given === undefined || given === null) return DEFAULT_SETTINGS;
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new ClockError('invalid_setting', 'settings must be an object of names and values.', 'settings');
  }
  if (complete.has(given)) return given as ClockSettings;
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const [name, value] of Object.entries(given)) {
    if (!isSettingName(name)) {
      throw new ClockError('invalid_setting', `There is no setting "${name}".`, `settings.${name}`);
    }
    if (value === null || value === undefined) continue;
    if (!isSettingValue(name, value)) {
      const { values } = SETTINGS[name] as SettingDescription<unknown>;
      const takes = values ? values.map((one) => JSON.stringify(one)).join(', ') : 'a whole number of 0 or more';
      throw new ClockError('invalid_setting', `The setting ${name} takes ${takes}.`, `settings.${name}`);
    }
    settings[name] = value;
  }
  complete.add(Object.freeze(settings));
  return settings as unknown as ClockSettings;
}

/** What this has answered: complete and checked. Whoever reckons many limits by one authority's settings gives them each time. */
const complete = new WeakSet<object>([DEFAULT_SETTINGS]);
