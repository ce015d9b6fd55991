import { describe, expect, it, test } from '@jest/globals';
import {
  LIMIT_RULE_IDS,
  NOT_CALCULATED,
  OTHER_RULE_IDS,
  RULES,
  TIMETABLE_RULE_IDS,
  calculate,
  dueDate,
  isCivilDate,
  isRuleId,
  limitOf,
  parseCivilDate,
  ruleById,
  rowsOf,
  sourceOf,
  timetableOf,
} from '../src/index.js';

const day = parseCivilDate;

test('every id has its rows, and every row its id', () => {
  const ids = [...LIMIT_RULE_IDS, ...TIMETABLE_RULE_IDS, ...OTHER_RULE_IDS];
  expect(new Set(RULES.map(({ id }) => id))).toEqual(new Set(ids));
  for (const id of ids) {
    expect(isRuleId(id)).toBe(true);
    expect(ruleById(id)).toBe(rowsOf(id).at(-1));
  }
  expect(isRuleId('A1')).toBe(false);
  expect(rowsOf('A1')).toEqual([]);
  for (const { id } of NOT_CALCULATED) {
    expect(calculate({ rule: id }).error).toMatchObject({ code: 'unknown_rule' });
  }
});

test.each(RULES.map((rule) => [`${rule.id} from ${rule.from}`, rule] as const))('%s carries its wording', (_, rule) => {
  for (const text of [rule.plainName, rule.trigger, rule.length, rule.dutyHolder, rule.authority]) {
    expect(text).toEqual(expect.stringMatching(/\S/));
  }
  expect(isCivilDate(rule.from)).toBe(true);
  if (rule.unsure !== undefined) expect(sourceOf(rule)).toContain(rule.unsure);
});

test('a rule that was changed has adjoining rows', () => {
  for (const id of ['G_CONCEDE_ASSESS', 'G_CONCEDE_AMEND', 'G_CONCEDE_NAME'] as const) {
    const rows = rowsOf(id);
    expect(rows).toHaveLength(2);
    expect(day(rows[1]!.from)).toBe(day(rows[0]!.until!) + 1);
    expect(rows[1]!.until).toBeUndefined();
  }
});

// Where the statutory rules mark M or ?.
test.each([
  'A2_ADVICE_6W',
  'A4_DRAFT_WINDOW_15D',
  'A6_SETTING_RESPONSE_15D',
  'B3_REASSESS_NO_CHANGE',
  'C4_REPORT_2W',
  'C5_DECISION_4W',
  'C9_DECIDE_NOT_AMEND_8W',
  'C15_AMEND_NO_REVIEW',
  'E3_NEWLA_REVIEW',
  'F6_CERT_AFTER_3WD',
  'G1_APPEAL_2M_1M',
  'G2_APPEAL_I_ONLY',
  'G6_PERMISSION_UT',
  'G_ORDER_RECONSIDER',
  'G_ORDER_AMEND',
  'G_ORDER_NAME',
  'G_ORDER_CONTINUE',
  'I1_DETAINED',
] as const)('the source of %s says what is not verified', (id) => {
  expect(sourceOf(ruleById(id))).toMatch(/unsure: /);
});

test('guidance and practice are said not to be law', () => {
  for (const id of ['A6_SETTING_RESPONSE_15D', 'A7_DRAFT_TARGET'] as const) {
    expect(sourceOf(ruleById(id))).toContain('guidance, not law');
  }
});

describe('asked in day numbers', () => {
  it('dueDate', () => {
    expect(dueDate('A1_DECIDE_ASSESS_6W', day('2026-03-02'))).toBe(day('2026-04-13'));
    expect(dueDate('C1_REVIEW_12M', day('2024-02-29'))).toBe(day('2025-02-28'));
    expect(dueDate('C8_FINAL_AMENDED_8W', day('2026-07-16'))).toBe(day('2026-09-10'));
    expect(dueDate('A4_DRAFT_WINDOW_15D', day('2026-06-01'))).toBe(day('2026-06-15'));
  });

  it('limitOf', () => {
    const facts = { amendmentNoticeSent: day('2026-08-16'), meetingOn: day('2026-06-18') };
    expect(limitOf('C8_FINAL_AMENDED_8W', facts)).toEqual({
      start: day('2026-08-16'),
      due: day('2026-09-10'),
      unmovedDue: day('2026-09-10'),
    });
  });

  it('timetableOf', () => {
    const { dues, unmovedDue } = timetableOf('G_ORDER_PLAN', { orderedOn: day('2026-02-02') });
    expect(dues).toEqual({ draft: day('2026-03-09'), final: day('2026-04-20') });
    expect(unmovedDue).toBe(day('2026-04-20'));
  });
});
