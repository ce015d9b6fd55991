import { describe, expect, it, test } from '@jest/globals';
import {
  type ClockRequest,
  ClockError,
  DEFAULT_SETTINGS,
  RULES,
  SETTINGS,
  type SettingName,
  calculate,
  isSettingName,
  isSettingValue,
  readSettings,
} from '../src/index.js';

test('the defaults are those of the contract', () => {
  expect(DEFAULT_SETTINGS).toEqual({
    receiptDay: 'day_0',
    receiptMode: 'actual_calendar_day',
    clockStart: 'first_written_request',
    rolloverNonworking: 'none',
    exceptionTargetDays: false,
    x1Strict: true,
    reversalClock: 'original_request',
    moveClock: 'new_clock',
    phaseBoundary: 'strictly_before',
    reviewCompleteOn: 'decision',
    reviewAnchor: 'last_decision',
    devonOuter12w: true,
    appealAugust: 'roll_only',
    serviceMode: 'electronic',
    parentRequestedDelayIsException: false,
    absenceInsideOnly: true,
    issueDateField: 'date_sent',
    sen2ExcludeOverturned: true,
    covidTest: 'due_date',
    holidayCalendar: 'england_and_wales',
    draftTargetWeeks: 14,
  });
});

test('settings given take the place of defaults, and the rest stand', () => {
  expect(readSettings({ receiptDay: 'day_1' })).toEqual({ ...DEFAULT_SETTINGS, receiptDay: 'day_1' });
  expect(readSettings(undefined)).toBe(DEFAULT_SETTINGS);
  expect(readSettings({})).toEqual(DEFAULT_SETTINGS);
  expect(() => readSettings({ receiptDay: 'day_2' })).toThrow(ClockError);
});

test('names and values can be asked about', () => {
  expect(isSettingName('receiptDay')).toBe(true);
  expect(isSettingName('toString')).toBe(false);
  expect(isSettingValue('draftTargetWeeks', 0)).toBe(true);
  expect(isSettingValue('draftTargetWeeks', 1.5)).toBe(false);
  expect(isSettingValue('receiptDay', 'day_1')).toBe(true);
});

// Every rule, asked so that each switch that may move it does: dates lie near weekends, in summer and in 2020.
// Saturday 6 June 2020 + 28 days is 4 July; the meeting and notice lie so that the outer limit binds.
const FACTS: Record<string, unknown> = {
  transferYear: 2026, // 14 February 2026 is a Saturday
  agreementType: 'assess',
  method: 'email',
  sentOrDelivered: '2020-06-06T20:00',
  ncYear: 9,
  requestReceived: '2020-06-06',
  lastAssessmentOn: '2020-02-01',
  movedOn: '2020-09-05',
  awareOn: '2020-06-06',
  lastReviewedOn: '2020-06-07',
  transferredOn: '2020-06-06',
  reassessmentRequestReceived: '2020-06-06',
  meetingOn: '2020-04-11',
  reviewMeetingOn: '2020-06-08',
  transferOn: '2020-11-06',
};
const requestFor = (rule: string): ClockRequest => {
  const row = RULES.find(({ id }) => id === rule)!;
  const facts: Record<string, unknown> = { ...FACTS };
  for (const name of row.start) facts[name] ??= '2020-06-06';
  return {
    rule,
    facts,
    exceptions: [
      {
        kind: 'X1',
        impractical: true,
        closedFrom: '2020-07-20',
        reopensOn: '2020-09-01',
        adviceRequestedOn: '2020-06-15',
      },
      { kind: 'X4', impractical: true, from: '2020-05-01', to: '2020-06-06' },
      { kind: 'X4b', impractical: true, from: '2020-05-24', to: '2020-06-06' },
      { kind: 'parent-requested-delay', impractical: true, from: '2020-06-06' },
      { kind: 'coronavirus', impractical: true },
    ],
  };
};
const ids = [...new Set(RULES.map(({ id }) => id))];
const short = (id: string) => id.replace(/^([A-I]\d+)_.*/, '$1');
const movedBy = (name: SettingName, value: unknown) =>
  ids
    .filter((id) => {
      const request = requestFor(id);
      const plain = calculate(request);
      const moved = calculate({ ...request, settings: { [name]: value } });
      expect([plain.error, moved.error]).toEqual([undefined, undefined]);
      return JSON.stringify(plain) !== JSON.stringify(moved);
    })
    .map(short);

const ORDERS = ids.filter((id) => /^G_(ORDER|CONCEDE)/.test(id));
// Those whose last day is no working day in the requests above.
const MOVED_BY: [SettingName, unknown, string[]][] = [
  ['receiptDay', 'day_1', ['A1', 'A2', 'A3', 'A5', 'A6', 'A7', 'B1']],
  ['receiptMode', 'ipsea_deemed', ['RECEIPT']],
  ['x1Strict', false, ['A1', 'A3', 'A5', 'B2', ...ORDERS, 'I1']],
  ['phaseBoundary', 'on_or_before', ['C11', 'C12']],
  ['reviewCompleteOn', 'meeting', ['C1']],
  ['devonOuter12w', false, ['C8']],
  ['appealAugust', 'skip_days', ['D2', 'G1', 'G2']],
  ['serviceMode', 'post_plus_2wd', ['A4', 'C7', 'C15']],
  ['parentRequestedDelayIsException', true, ['A1', 'A3', 'A5', 'B2', ...ORDERS, 'I1']],
  ['absenceInsideOnly', false, ['A1', 'A2', 'A3', 'A5', 'B2', ...ORDERS, 'I1']],
  ['draftTargetWeeks', 16, ['A7']],
];

// In the requests above: C12 ends on Monday 30 March 2026, F1 on Thursday 6 August 2020, F4 on Monday 6 July 2020; the
// others count working days.
const WORKING_DAYS_ALREADY = ['C12', 'E5', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6'];

describe('a switch moves what it says and nothing else', () => {
  it.each(MOVED_BY)('%s: %s', (name, value, moved) => {
    expect(movedBy(name, value)).toEqual(moved);
  });

  it('rolloverNonworking: never Tribunal rules, windows and bars', () => {
    const never = ['A4', 'C7', 'A8', 'B4', 'G1', 'G2', 'G4', 'G6', 'D2', 'RECEIPT', 'ADVICE_SET'];
    const moved = new Set([...movedBy('rolloverNonworking', 'next'), ...movedBy('rolloverNonworking', 'previous')]);
    for (const id of never) expect(moved).not.toContain(id);
    const others = ids.map(short).filter((id) => !never.includes(id));
    expect(others.filter((id) => !moved.has(id))).toEqual(WORKING_DAYS_ALREADY);
  });

  it('covidTest', () => {
    // What it decides is tested beside the exception; here, that it moves no date.
    for (const id of ids) {
      const request = requestFor(id);
      const moved = calculate({ ...request, settings: { covidTest: 'any_day' } });
      const plain = calculate(request);
      expect([moved.due, moved.dues, moved.earliest]).toEqual([plain.due, plain.dues, plain.earliest]);
    }
  });

  const elsewhere = (Object.keys(SETTINGS) as SettingName[]).filter((name) => SETTINGS[name].actsIn !== 'clock');

  it('the others act in the pathway and the measures', () => {
    expect(elsewhere).toEqual([
      'clockStart',
      'exceptionTargetDays',
      'reversalClock',
      'moveClock',
      'reviewAnchor',
      'issueDateField',
      'sen2ExcludeOverturned',
      'holidayCalendar',
    ]);
  });

  it.each(elsewhere)('%s moves nothing here, with any of its values', (name) => {
    for (const value of SETTINGS[name].values as readonly unknown[]) expect(movedBy(name, value)).toEqual([]);
  });
});
