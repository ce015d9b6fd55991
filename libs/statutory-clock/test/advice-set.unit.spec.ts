import { describe, expect, it, test } from '@jest/globals';
import { ADVICE_KINDS, calculate } from '../src/index.js';

const ask = (facts: Record<string, unknown>) => calculate({ rule: 'ADVICE_SET', facts });
const of = (facts: Record<string, unknown>) =>
  Object.fromEntries(ask(facts).advice!.map(({ kind, mustSeek, maySeek }) => [kind, [mustSeek, maySeek]]));

const MUST = [true, true];
const MAY = [false, true];
const NEITHER = [false, false];
const YEAR_5 = {
  parent_or_yp: MUST,
  educational: MUST,
  medical: MUST,
  psychological: MUST,
  social_care: MUST,
  other_la_choice: MAY,
  preparing_for_adulthood: NEITHER,
  reasonably_requested: MAY,
};

test('all eight kinds of reg 6(1), in its order', () => {
  const { advice, ...rest } = ask({ ncYear: 5 });
  expect(advice!.map(({ kind, reg }) => `${kind} ${reg}`)).toEqual([
    'parent_or_yp 6(1)(a)',
    'educational 6(1)(b)',
    'medical 6(1)(c)',
    'psychological 6(1)(d)',
    'social_care 6(1)(e)',
    'other_la_choice 6(1)(f)',
    'preparing_for_adulthood 6(1)(g)',
    'reasonably_requested 6(1)(h)',
  ]);
  for (const { because } of advice!) expect(because).toEqual(expect.any(String));
  expect(rest).toEqual({ rule: 'ADVICE_SET', qualifiedPersonMustBeConsulted: false, source: expect.any(String) });
});

test('each kind says why', () => {
  const existing = [{ kind: 'medical', authorSatisfied: true, laSatisfied: true, familySatisfied: true }];
  const why = (facts: Record<string, unknown>) => ask(facts).advice!.map(({ because }) => because);
  expect(why({ ncYear: 8, settingType: 'college', existing })).toEqual([
    expect.stringContaining('never dispensed with'),
    expect.stringContaining('the head of the college'),
    expect.stringContaining('given already'),
    'always',
    'always',
    expect.stringContaining('the authority thinks appropriate'),
    'below Year 9',
    expect.stringContaining('the family reasonably requests'),
  ]);
  expect(why({ ncYear: 9 })[1]).toContain('from the head or principal');
  expect(why({ ncYear: 9 })[6]).toBe('in or beyond Year 9');
});

test('below Year 9 no advice on adulthood, from Year 9 it is a must', () => {
  expect(of({ ncYear: 5 })).toEqual(YEAR_5);
  expect(of({ ncYear: 8 })).toEqual(YEAR_5);
  expect(of({ ncYear: -1 })).toEqual(YEAR_5);
  for (const ncYear of [9, 10, 14]) expect(of({ ncYear })).toEqual({ ...YEAR_5, preparing_for_adulthood: MUST });
});

describe('reg 6(4)', () => {
  const satisfied = { authorSatisfied: true, laSatisfied: true, familySatisfied: true };

  it.each(ADVICE_KINDS)('%s given already, and all three satisfied', (kind) => {
    const expected = { ...YEAR_5, preparing_for_adulthood: MUST };
    if (kind !== 'parent_or_yp') expected[kind] = NEITHER;
    expect(of({ ncYear: 11, existing: [{ kind, ...satisfied }] })).toEqual(expected);
  });

  it.each(['authorSatisfied', 'laSatisfied', 'familySatisfied'])('needs %s', (who) => {
    for (const not of [false, null, undefined]) {
      expect(of({ ncYear: 5, existing: [{ kind: 'medical', ...satisfied, [who]: not }] })).toEqual(YEAR_5);
    }
  });

  it('is met by any one of several', () => {
    const existing = [{ kind: 'medical' }, { kind: 'medical', ...satisfied }];
    expect(of({ ncYear: 5, existing })).toEqual({ ...YEAR_5, medical: NEITHER });
  });
});

test('a qualified person is consulted for a sensory need, unless the head is qualified', () => {
  const must = (facts: object) => ask({ ncYear: 5, ...facts }).qualifiedPersonMustBeConsulted;
  for (const need of ['HI', 'VI', 'MSI']) {
    expect(must({ needs: ['ASD', need] })).toBe(true);
    expect(must({ needs: [need], headQualifiedForSensory: false })).toBe(true);
    expect(must({ needs: [need], headQualifiedForSensory: true })).toBe(false);
  }
  expect(must({})).toBe(false);
  expect(must({ needs: [] })).toBe(false);
  expect(must({ needs: ['ASD', 'SLCN', 'hi'] })).toBe(false);
  // Reg 6(4) does not change it.
  const existing = [{ kind: 'educational', authorSatisfied: true, laSatisfied: true, familySatisfied: true }];
  expect(must({ needs: ['VI'], existing })).toBe(true);
});

test('the type of the setting changes reasons only', () => {
  expect(of({ ncYear: 5, settingType: 'nursery' })).toEqual(YEAR_5);
});
