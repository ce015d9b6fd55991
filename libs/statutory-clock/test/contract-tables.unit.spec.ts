import { describe, expect, test } from '@jest/globals';
import {
  type ClockRequest,
  RULES,
  type RuleId,
  LAW_VERSIONS,
  SETTINGS,
  calculate,
  ruleById,
  sourceOf,
} from '../src/index.js';

// The tables of the clock's contract, written out again by hand: facts by rule, lawful kinds, values of settings.

const ids = [...new Set(RULES.map(({ id }) => id))];
const full = (short: string): RuleId => ids.find((id) => id === short || id.startsWith(`${short}_`))!;

/** What each rule needs besides dates. */
const CODES: Record<string, unknown> = {
  transferYear: 2026,
  agreementType: 'assess',
  method: 'hand',
  sentOrDelivered: '2025-03-03T10:00',
  ncYear: 5,
};
const START = '2025-03-03';

const request = (rule: RuleId, facts: Record<string, unknown> = {}): ClockRequest => ({
  rule,
  facts: { ...Object.fromEntries(ruleById(rule).start.map((name) => [name, CODES[name] ?? START])), ...facts },
});

const DONE: readonly [rule: string, done: readonly string[]][] = [
  ['A1', ['decisionNotified']],
  ['A2', ['adviceSubmitted']],
  ['A3', ['noPlanNotified']],
  ['A5', ['planFinalised']],
  ['A6', ['settingReplied']],
  ['A7', ['draftServed']],
  ['B1', ['reassessmentDecisionNotified']],
  ['B2', ['planFinalised']],
  ['B3', ['noChangeNotified']],
  ['C1', ['reviewDecisionNotified']],
  ['C2', ['noticeGiven']],
  ['C3', ['adviceCirculated']],
  ['C4', ['reportSent']],
  ['C5', ['decisionNotified']],
  ['C6', ['amendmentNoticeSent']],
  ['C8', ['amendedPlanFinalised']],
  ['C9', ['notAmendingNotified']],
  ['C15', ['amendedPlanFinalised', 'notAmendingNotified']],
  ['C10', ['amendedPlanFinalised']],
  ['C11', ['amendedPlanFinalised']],
  ['C12', ['amendedPlanFinalised']],
  ['C13', ['amendedPlanFinalised']],
  ['E1', ['transferredOn']],
  ['E2', ['familyInformed']],
  ['E3', ['reviewDecisionNotified']],
  ['E4', ['notifiedOn']],
  ['E5', ['requestedOn']],
  ['F1', ['adviserContacted']],
  ['F2', ['doneOn']],
  ['F3', ['doneOn']],
  ['F4', ['doneOn']],
  ['F5', ['doneOn']],
  ['F6', ['doneOn']],
  ['F8', ['doneOn']],
  ['F9', ['doneOn']],
  ['G1', ['appealReceived']],
  ['G2', ['appealReceived']],
  ['G4', ['responseSent']],
  ['G5', ['respondedOn']],
  ['G6', ['respondedOn']],
  ['H1', ['reviewedOn']],
];

describe('the fact that says that a duty is done', () => {
  test.each(DONE)('%s: %s', (short, done) => {
    const rule = full(short);
    const { due, status } = calculate(request(rule));
    expect({ rule, status }).toEqual({ rule, status: 'open' });
    for (const fact of done) {
      expect(calculate(request(rule, { [fact]: due }))).toMatchObject({ status: 'on_time' });
      expect(calculate(request(rule, { [fact]: '2031-01-01' }))).toMatchObject({ status: 'late' });
    }
  });

  test('where either of two acts does it, the first one counts', () => {
    const both = (amendedPlanFinalised: string, notAmendingNotified: string) =>
      calculate(request(full('C15'), { amendedPlanFinalised, notAmendingNotified })).status;
    expect(both('2025-03-20', '2031-01-01')).toBe('on_time');
    expect(both('2031-01-01', '2025-03-20')).toBe('on_time');
    expect(both('2031-01-01', '2031-01-02')).toBe('late');
  });

  test('no other rule has a status', () => {
    const without = ids.filter((id) => calculate(request(id)).status === undefined);
    expect(without.toSorted()).toEqual(ids.filter((id) => !DONE.some(([short]) => full(short) === id)).toSorted());
  });
});

test('each rule is lifted by the kinds that are lawful for it, and by no other', () => {
  const parents = ['X1', 'X2', 'X3', 'X4'];
  const lawful: Record<string, readonly string[]> = {
    ...Object.fromEntries(['A1', 'A3', 'A5', 'B2', 'I1'].map((short) => [full(short), parents])),
    [full('A2')]: ['X3b', 'X4', 'X5'],
    ...Object.fromEntries(
      ids.filter((id) => /^G_(ORDER|CONCEDE)/.test(id)).map((id) => [id, [...parents, 'X4b'].toSorted()]),
    ),
  };
  for (const { id, liftedBy } of RULES) {
    expect({ id, liftedBy: liftedBy.toSorted() }).toEqual({ id, liftedBy: lawful[id] ?? [] });
  }
});

test('windows, bars and rules of the Tribunal are those that the contract excepts', () => {
  const shapes: Record<string, readonly string[]> = {
    window: ['A4', 'C7'],
    bar: ['A8', 'B4'],
    tribunal: ['D2', 'G1', 'G2', 'G4', 'G6'],
  };
  for (const rule of RULES) {
    if (rule.gives !== 'due') continue;
    const shape = Object.keys(shapes).find((one) => shapes[one]!.some((short) => full(short) === rule.id)) ?? 'limit';
    expect({ id: rule.id, shape: rule.shape }).toEqual({ id: rule.id, shape });
  }
});

test('what is not verified of a rule is said in words', () => {
  for (const rule of RULES) {
    const { unsure } = rule;
    if (unsure === undefined) expect(sourceOf(rule)).not.toMatch(/unsure/);
    else
      expect({ id: rule.id, unsure }).toEqual({
        id: rule.id,
        unsure: expect.stringMatching(/memory|verified|commencement|SI /),
      });
  }
});

test('the settings take the values of the contract, the default first', () => {
  const values = Object.entries(SETTINGS).map(([name, setting]) => [name, setting.values, setting.actsIn]);
  expect(values).toEqual([
    ['receiptDay', ['day_0', 'day_1'], 'clock'],
    ['receiptMode', ['actual_calendar_day', 'ipsea_deemed'], 'clock'],
    ['clockStart', ['first_written_request', 'complete_form'], 'pathway'],
    ['rolloverNonworking', ['none', 'next', 'previous'], 'clock'],
    ['exceptionTargetDays', [false, true], 'pathway'],
    ['x1Strict', [true, false], 'clock'],
    ['reversalClock', ['original_request', 'reversal_plus_14w'], 'pathway'],
    ['moveClock', ['new_clock', 'old_clock'], 'pathway'],
    ['phaseBoundary', ['strictly_before', 'on_or_before'], 'clock'],
    ['reviewCompleteOn', ['decision', 'meeting'], 'clock'],
    ['reviewAnchor', ['last_decision', 'last_meeting'], 'pathway'],
    ['devonOuter12w', [true, false], 'clock'],
    ['appealAugust', ['roll_only', 'skip_days'], 'clock'],
    ['serviceMode', ['electronic', 'post_plus_2wd'], 'clock'],
    ['parentRequestedDelayIsException', [false, true], 'clock'],
    ['absenceInsideOnly', [true, false], 'clock'],
    ['issueDateField', ['date_sent', 'start_date'], 'measures'],
    ['sen2ExcludeOverturned', [true, false], 'measures'],
    ['covidTest', ['due_date', 'any_day'], 'clock'],
    ['holidayCalendar', ['england_and_wales'], 'pathway'],
    ['draftTargetWeeks', undefined, 'clock'],
  ]);
  for (const { question, moves } of Object.values(SETTINGS)) {
    expect(question).toMatch(/\?$/);
    expect(moves).toMatch(/\.$/);
  }
});

test('each version of the law says what it changed, and cites it', () => {
  expect(
    LAW_VERSIONS.map(({ version, from, source }) => [version, from, source.split(' ').slice(0, 2).join(' ')]),
  ).toEqual([
    ['v1', '2014-09-01', 'SI 2014/1530'],
    ['v2', '2015-03-23', 'SI 2015/359'],
    ['v3', '2018-04-03', 'SI 2017/1306'],
    ['v4', '2020-05-01', 'SI 2020/471'],
    ['v3', '2020-09-26', 'SI 2020/471'],
    ['v5', '2022-03-08', 'R (L,'],
  ]);
  for (const { effect } of LAW_VERSIONS) expect(effect).toMatch(/^[A-Z].*\w\.$/);
});
