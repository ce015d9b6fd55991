import { expect, test } from '@jest/globals';
import { leaveOutRestricted } from './leave-out-restricted.js';

const hidden = new Set(['case-1', 'child-1']);

test('entries of lists that name a restricted record are left out, and other ids of it are null', () => {
  const answer = {
    total: 2,
    entries: [
      { case: 'case-1', due: '2026-01-01' },
      { case: 'case-2', due: '2026-01-02', plans: ['case-1', 'plan-2'] },
    ],
    first: { case: 'case-1' },
  };
  expect(leaveOutRestricted(answer, hidden)).toEqual({
    total: 2,
    entries: [{ case: 'case-2', due: '2026-01-02', plans: ['plan-2'] }],
    first: { case: null },
  });
});

test('what names none is as it was', () => {
  const answer = { at: new Date(0), counts: [1, 2], none: null, text: 'case-12', nested: { deep: [{ id: 'x' }] } };
  expect(leaveOutRestricted(answer, hidden)).toEqual(answer);
});
