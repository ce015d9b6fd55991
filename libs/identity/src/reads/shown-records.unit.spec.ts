import { expect, test } from '@jest/globals';
import { recordsIn } from './shown-records.js';

const id = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`;

test('finds every record that an answer names, wherever it does, once', () => {
  const answer = {
    case: id(1),
    child: { child: id(2), cases: [{ case: id(1) }], plans: [{ plan: id(3) }] },
    entries: [
      { case: null, plan: id(4).toUpperCase(), stream: `advice-${id(5)}` },
      { payload: { child: id(2), previousPlan: id(6) } },
    ],
    due: { cases: [id(7), id(8)], children: [] },
  };
  expect(recordsIn(answer, { caseId: id(9) })).toEqual([
    `case-${id(1)}`,
    `child-${id(2)}`,
    `plan-${id(3)}`,
    `plan-${id(4)}`,
    `advice-${id(5)}`,
    `plan-${id(6)}`,
    `case-${id(7)}`,
    `case-${id(8)}`,
    `case-${id(9)}`,
  ]);
});

test('takes nothing else for a record', () => {
  const answer = {
    event: id(1),
    case: 'not an id',
    plans: 12,
    cases: [id(1).slice(1), 3, null],
    stream: `grants-${id(1)}`,
    advice: [{ body: 'education', on: null }],
    text: `case-${id(1)}`,
  };
  expect(recordsIn(answer, null, undefined, 'case', [[]])).toEqual([]);
});
