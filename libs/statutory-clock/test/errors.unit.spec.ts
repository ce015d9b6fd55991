import { describe, expect, it, test } from '@jest/globals';
import { type ClockRequest, RULES, calculate } from '../src/index.js';

const A1 = { rule: 'A1_DECIDE_ASSESS_6W', facts: { requestReceived: '2026-03-02' } };
const X3 = { kind: 'X3', impractical: true, from: '2026-03-20' };
const ORDER = { rule: 'G_ORDER_ASSESS', facts: { orderedOn: '2026-02-02' } };
const RECEIPT = { rule: 'RECEIPT', facts: { method: 'hand', sentOrDelivered: '2026-03-02' } };
const ADVICE = { rule: 'ADVICE_SET', facts: { ncYear: 5 } };

const withFacts = (request: { rule: string; facts: object }, facts: object) => ({
  ...request,
  facts: { ...request.facts, ...facts },
});

const ERRORS: [request: unknown, code: string, field: string | undefined][] = [
  // no JSON object
  [[], 'invalid_json', undefined],
  ['text', 'invalid_json', undefined],
  [7, 'invalid_json', undefined],
  [null, 'invalid_json', undefined],
  // the rule
  [{}, 'unknown_rule', 'rule'],
  [{ rule: null }, 'unknown_rule', 'rule'],
  [{ rule: 5 }, 'unknown_rule', 'rule'],
  [{ rule: 'A1' }, 'unknown_rule', 'rule'],
  [{ rule: 'a1_decide_assess_6w' }, 'unknown_rule', 'rule'],
  [{ rule: 'constructor' }, 'unknown_rule', 'rule'],
  [{ rule: '__proto__' }, 'unknown_rule', 'rule'],
  // facts
  [{ rule: A1.rule }, 'missing_fact', 'facts.requestReceived'],
  [{ rule: A1.rule, facts: null }, 'missing_fact', 'facts.requestReceived'],
  [{ rule: A1.rule, facts: { requestReceived: null } }, 'missing_fact', 'facts.requestReceived'],
  [{ rule: A1.rule, facts: [] }, 'invalid_value', 'facts'],
  [{ rule: A1.rule, facts: 'none' }, 'invalid_value', 'facts'],
  ...[
    '2026-02-30',
    '2026-2-3',
    '2026-02-03T00:00',
    ' 2026-02-03',
    '2026-13-01',
    '20260203',
    '',
    20260203,
    true,
    {},
  ].map((date): [unknown, string, string] => [
    withFacts(A1, { requestReceived: date }),
    'invalid_date',
    'facts.requestReceived',
  ]),
  [withFacts(A1, { decisionNotified: '2025-02-29' }), 'invalid_date', 'facts.decisionNotified'],
  [{ rule: 'E1_TRANSFER_15WD', facts: { movedOn: '2026-03-02' } }, 'missing_fact', 'facts.awareOn'],
  [{ rule: 'E1_TRANSFER_15WD', facts: { awareOn: '2026-03-02' } }, 'missing_fact', 'facts.movedOn'],
  [{ rule: 'C11_PHASE_15FEB', facts: {} }, 'missing_fact', 'facts.transferYear'],
  [{ rule: 'C11_PHASE_15FEB', facts: { transferYear: '2027' } }, 'invalid_value', 'facts.transferYear'],
  [{ rule: 'C11_PHASE_15FEB', facts: { transferYear: 2027.5 } }, 'invalid_value', 'facts.transferYear'],
  [{ rule: 'C12_PHASE_31MAR', facts: { transferYear: 10000 } }, 'invalid_value', 'facts.transferYear'],
  [{ rule: 'A2_ADVICE_6W', facts: { adviceRequestReceived: '2026-03-02', body: 7 } }, 'invalid_value', 'facts.body'],
  [{ rule: 'F7_AGREEMENT_APPEALABLE', facts: { agreedOn: '2026-03-02' } }, 'missing_fact', 'facts.agreementType'],
  [
    { rule: 'F7_AGREEMENT_APPEALABLE', facts: { agreedOn: '2026-03-02', agreementType: 'Plan' } },
    'invalid_value',
    'facts.agreementType',
  ],
  [
    { rule: 'F8_AGREEMENT_OTHER_2W', facts: { agreedOn: '2026-03-02', agreedWeeks: -1 } },
    'invalid_value',
    'facts.agreedWeeks',
  ],
  [
    { rule: 'F8_AGREEMENT_OTHER_2W', facts: { agreedOn: '2026-03-02', agreedWeeks: 1.5 } },
    'invalid_value',
    'facts.agreedWeeks',
  ],
  [{ rule: 'G_ORDER_CONTINUE', facts: { orderedOn: '2026-03-02', amended: 'yes' } }, 'invalid_value', 'facts.amended'],
  [withFacts(ORDER, { directed: '2026-03-02' }), 'invalid_value', 'facts.directed'],
  [withFacts(ORDER, { directed: { final: '2026-02-31' } }), 'invalid_date', 'facts.directed.final'],
  // exceptions
  [{ ...A1, exceptions: {} }, 'invalid_value', 'exceptions'],
  [{ ...A1, exceptions: ['X3'] }, 'invalid_value', 'exceptions[0]'],
  [{ ...A1, exceptions: [X3, null] }, 'invalid_value', 'exceptions[1]'],
  [{ ...A1, exceptions: [{ impractical: true }] }, 'invalid_value', 'exceptions[0].kind'],
  [{ ...A1, exceptions: [{ kind: 3 }] }, 'invalid_value', 'exceptions[0].kind'],
  [{ ...A1, exceptions: [{ ...X3, impractical: 'yes' }] }, 'invalid_value', 'exceptions[0].impractical'],
  [{ ...A1, exceptions: [{ ...X3, from: '2026-02-30' }] }, 'invalid_date', 'exceptions[0].from'],
  [{ ...A1, exceptions: [X3, { ...X3, to: 'later' }] }, 'invalid_date', 'exceptions[1].to'],
  [{ ...A1, exceptions: [{ ...X3, to: '2026-03-19' }] }, 'invalid_value', 'exceptions[0].to'],
  [{ ...A1, exceptions: [{ kind: 'X1', reopensOn: '1 September' }] }, 'invalid_date', 'exceptions[0].reopensOn'],
  [{ ...A1, exceptions: [{ kind: 'X5', missedOn: 5 }] }, 'invalid_date', 'exceptions[0].missedOn'],
  [{ ...A1, exceptions: [{ kind: 'X5', body: 5 }] }, 'invalid_value', 'exceptions[0].body'],
  [
    {
      ...A1,
      exceptions: [{ ...X3, kind: 'parent-requested-delay', to: '2026-03-19' }],
      settings: { parentRequestedDelayIsException: true },
    },
    'invalid_value',
    'exceptions[0].to',
  ],
  // asOf
  [{ ...A1, asOf: '2026-04-31' }, 'invalid_date', 'asOf'],
  [{ ...A1, asOf: 5 }, 'invalid_date', 'asOf'],
  [{ ...RECEIPT, asOf: 'today' }, 'invalid_date', 'asOf'],
  // settings
  [{ ...A1, settings: { nonsense: 1 } }, 'invalid_setting', 'settings.nonsense'],
  [{ ...A1, settings: { receipt_day: 'day_1' } }, 'invalid_setting', 'settings.receipt_day'],
  [{ ...A1, settings: { constructor: 1 } }, 'invalid_setting', 'settings.constructor'],
  [{ ...A1, settings: { receiptDay: 'day_2' } }, 'invalid_setting', 'settings.receiptDay'],
  [{ ...A1, settings: { x1Strict: 'false' } }, 'invalid_setting', 'settings.x1Strict'],
  [{ ...A1, settings: { draftTargetWeeks: -1 } }, 'invalid_setting', 'settings.draftTargetWeeks'],
  [{ ...A1, settings: { draftTargetWeeks: 14.5 } }, 'invalid_setting', 'settings.draftTargetWeeks'],
  [{ ...A1, settings: { draftTargetWeeks: '14' } }, 'invalid_setting', 'settings.draftTargetWeeks'],
  [{ ...A1, settings: [] }, 'invalid_setting', 'settings'],
  [{ ...ADVICE, settings: { clockStart: 'whenever' } }, 'invalid_setting', 'settings.clockStart'],
  // RECEIPT
  [{ rule: 'RECEIPT', facts: { sentOrDelivered: '2026-03-02' } }, 'missing_fact', 'facts.method'],
  [{ rule: 'RECEIPT', facts: { method: 'hand' } }, 'missing_fact', 'facts.sentOrDelivered'],
  [withFacts(RECEIPT, { method: 'pigeon' }), 'invalid_value', 'facts.method'],
  ...['2026-03-02T16:30Z', '2026-03-02T16:30+01:00', '2026-03-02T25:00', '2026-03-02 16:30', '2026-03-02T', 5].map(
    (moment): [unknown, string, string] => [
      withFacts(RECEIPT, { sentOrDelivered: moment }),
      'invalid_date',
      'facts.sentOrDelivered',
    ],
  ),
  // ADVICE_SET
  [{ rule: 'ADVICE_SET', facts: {} }, 'missing_fact', 'facts.ncYear'],
  [withFacts(ADVICE, { ncYear: '9' }), 'invalid_value', 'facts.ncYear'],
  [withFacts(ADVICE, { needs: 'HI' }), 'invalid_value', 'facts.needs'],
  [withFacts(ADVICE, { needs: ['HI', 5] }), 'invalid_value', 'facts.needs[1]'],
  [withFacts(ADVICE, { existing: {} }), 'invalid_value', 'facts.existing'],
  [withFacts(ADVICE, { existing: [null] }), 'invalid_value', 'facts.existing[0]'],
  [withFacts(ADVICE, { existing: [{ kind: 'dental' }] }), 'invalid_value', 'facts.existing[0].kind'],
  [
    withFacts(ADVICE, { existing: [{ kind: 'medical', laSatisfied: 1 }] }),
    'invalid_value',
    'facts.existing[0].laSatisfied',
  ],
  [withFacts(ADVICE, { settingType: 5 }), 'invalid_value', 'facts.settingType'],
  [withFacts(ADVICE, { headQualifiedForSensory: 'no' }), 'invalid_value', 'facts.headQualifiedForSensory'],
  // beyond the calendar of working days
  [{ rule: 'F2_CERT_3WD', facts: { toldOn: '2090-01-02' } }, 'invalid_date', 'facts.toldOn'],
  [{ rule: 'E5_ICB_REQUEST_15WD', facts: { awareOn: '2090-01-02' } }, 'invalid_date', 'facts.awareOn'],
  [
    { rule: 'E1_TRANSFER_15WD', facts: { movedOn: '2026-03-02', awareOn: '2090-01-02' } },
    'invalid_date',
    'facts.awareOn',
  ],
  [{ rule: 'G1_APPEAL_2M_1M', facts: { decisionSent: '2090-01-02' } }, 'invalid_date', 'facts.decisionSent'],
  [
    { rule: 'G1_APPEAL_2M_1M', facts: { decisionSent: '2026-01-02', certificateIssued: '2090-01-02' } },
    'invalid_date',
    'facts.certificateIssued',
  ],
  [{ rule: 'G4_LA_RESPONSE_30WD', facts: { appealSentToLa: '2090-01-02' } }, 'invalid_date', 'facts.appealSentToLa'],
  [{ rule: 'G6_PERMISSION_UT', facts: { decidedOn: '2090-01-02' } }, 'invalid_date', 'facts.decidedOn'],
  [
    { rule: 'D2_MAINTAIN_PENDING_APPEAL', facts: { ceaseNoticeSent: '2090-01-02' } },
    'invalid_date',
    'facts.ceaseNoticeSent',
  ],
  [
    { ...withFacts(A1, { requestReceived: '2090-01-02' }), settings: { rolloverNonworking: 'next' } },
    'invalid_date',
    'facts.requestReceived',
  ],
  [
    { ...withFacts(ORDER, { orderedOn: '2090-01-02' }), settings: { rolloverNonworking: 'previous' } },
    'invalid_date',
    'facts.orderedOn',
  ],
  [
    { ...withFacts(ORDER, { directed: { final: '2090-01-02' } }), settings: { rolloverNonworking: 'next' } },
    'invalid_date',
    'facts.directed.final',
  ],
  [
    {
      rule: 'A4_DRAFT_WINDOW_15D',
      facts: { draftServed: '2090-01-02' },
      settings: { serviceMode: 'post_plus_2wd' },
    },
    'invalid_date',
    'facts.draftServed',
  ],
  [
    { ...withFacts(RECEIPT, { sentOrDelivered: '2090-01-02' }), settings: { receiptMode: 'ipsea_deemed' } },
    'invalid_date',
    'facts.sentOrDelivered',
  ],
  // beyond the years that a date can have
  [withFacts(A1, { requestReceived: '9999-12-31' }), 'invalid_date', 'facts.requestReceived'],
  [{ rule: 'C2_MEETING_NOTICE_2W', facts: { meetingOn: '0001-01-01' } }, 'invalid_date', 'facts.meetingOn'],
  [withFacts(ORDER, { orderedOn: '9999-12-31' }), 'invalid_date', 'facts.orderedOn'],
  [
    {
      rule: 'A7_DRAFT_TARGET',
      facts: { requestReceived: '2026-03-02' },
      settings: { draftTargetWeeks: Number.MAX_SAFE_INTEGER },
    },
    'invalid_date',
    'facts.requestReceived',
  ],
];

const SENTENCE = /^\S.+\.$/s;

/** The message names what is wrong (`from` of `exceptions[0].from`), or the years that can be answered. */
const naming = (field: string | undefined): RegExp => {
  const name = (field?.split('.').at(-1) ?? 'JSON').replace(/[[\]]/g, '\\$&');
  return new RegExp(`${name}|^Working days are known from 2013 to 20\\d\\d only: .|outside the years 0001 to 9999`);
};

describe('what cannot be answered', () => {
  it.each(ERRORS)('%j: %s at %s', (request, code, field) => {
    const { error, ...rest } = calculate(request as ClockRequest);
    expect(error).toEqual({
      code,
      message: expect.stringMatching(SENTENCE),
      ...(field === undefined ? {} : { field }),
    });
    expect(error!.message).toMatch(naming(field));
    // Beside the error stand id and rule alone.
    expect(Object.keys(rest).filter((name) => name !== 'id' && name !== 'rule')).toEqual([]);
  });
});

test('id and rule are echoed, beside an error too', () => {
  expect(calculate({ id: 'x-1', ...A1 })).toMatchObject({ id: 'x-1', rule: A1.rule });
  expect(calculate({ id: 0, rule: 'nonsense' })).toEqual({ id: 0, rule: 'nonsense', error: expect.anything() });
  expect(calculate({ id: { a: [1] }, rule: A1.rule })).toMatchObject({ id: { a: [1] }, rule: A1.rule });
  expect(calculate({ id: null, ...A1 })).not.toHaveProperty('id');
  expect(calculate(A1)).not.toHaveProperty('id');
});

test('what a rule does not know is not read', () => {
  expect(calculate(withFacts(A1, { meetingOn: 'nonsense', directed: 5 }))).toMatchObject({ due: '2026-04-13' });
  expect(calculate({ ...A1, more: 'nonsense' } as ClockRequest)).toMatchObject({ due: '2026-04-13' });
  const exceptions = [
    { kind: 'X5', from: 'nonsense' },
    { kind: 'educational-psychologist-shortage', from: 'nonsense' },
    { kind: 'parent-requested-delay', from: '2026-03-20', to: '2026-03-19' },
  ];
  expect(calculate({ ...A1, exceptions })).toMatchObject({ limit: 'applies' });
  expect(calculate(withFacts(ORDER, { directed: { other: 'nonsense' } }))).toMatchObject({
    dues: { final: '2026-05-11' },
  });
});

test('null is absent', () => {
  const request = {
    ...A1,
    id: null,
    asOf: null,
    exceptions: null,
    settings: { receiptDay: null },
  } as unknown as ClockRequest;
  expect(calculate(request)).toEqual(calculate(A1));
  expect(calculate({ ...A1, settings: null })).toEqual(calculate(A1));
  expect(calculate({ ...A1, exceptions: [{ ...X3, to: null }] }).limit).toBe('lifted');
});

test('beyond the calendar the last working day is left out, and the rest is answered', () => {
  const answer = calculate(withFacts(A1, { requestReceived: '2090-01-02' }));
  expect(answer).toMatchObject({ due: '2090-02-13', lawVersion: 'v5', status: 'open' });
  expect(answer).not.toHaveProperty('actByWorkingDay');
  // A move beyond it needs no working day, if the 15th one is within.
  const facts = { movedOn: '2090-01-02', awareOn: '2026-03-02' };
  expect(calculate({ rule: 'E1_TRANSFER_15WD', facts })).toMatchObject({ due: '2090-01-02' });
});

test('the first and the last date that there is are answered', () => {
  // 19 November + 42: 11 to 30 November, 31 more.
  expect(calculate(withFacts(A1, { requestReceived: '9999-11-19' }))).toMatchObject({ due: '9999-12-31' });
  expect(calculate({ rule: 'C2_MEETING_NOTICE_2W', facts: { meetingOn: '0001-01-15' } })).toMatchObject({
    due: '0001-01-01',
  });
  expect(calculate({ rule: 'C11_PHASE_15FEB', facts: { transferYear: 9999 } })).toMatchObject({ due: '9999-02-14' });
  expect(calculate({ rule: 'C11_PHASE_15FEB', facts: { transferYear: 1 } })).toMatchObject({ due: '0001-02-14' });
});

test.each([...new Set(RULES.flatMap((rule) => rule.start.map((fact) => `${rule.id} ${fact}`)))])(
  'a missing start fact is named: %s',
  (pair) => {
    const [rule, missing] = pair.split(' ') as [string, string];
    const facts: Record<string, unknown> = {};
    for (const name of RULES.find(({ id }) => id === rule)!.start) {
      facts[name] = name === 'transferYear' ? 2027 : name === 'agreementType' ? 'plan' : '2026-03-02';
    }
    expect(calculate({ rule, facts }).error).toBeUndefined();
    delete facts[missing];
    expect(calculate({ rule, facts }).error).toMatchObject({ code: 'missing_fact', field: `facts.${missing}` });
  },
);
