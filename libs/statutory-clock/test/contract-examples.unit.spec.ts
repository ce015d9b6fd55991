import { expect, test } from '@jest/globals';
import { type ClockRequest, calculate } from '../src/index.js';

// The six examples of the calculator's contract.
const EXAMPLES: [request: ClockRequest, holds: object][] = [
  [
    { rule: 'A1_DECIDE_ASSESS_6W', facts: { requestReceived: '2026-03-02' }, asOf: '2026-04-09' },
    { due: '2026-04-13', status: 'open', daysRemaining: 4 },
  ],
  [
    { rule: 'A4_DRAFT_WINDOW_15D', facts: { draftServed: '2026-06-01' } },
    { due: '2026-06-15', earliest: '2026-06-16' },
  ],
  [
    {
      rule: 'A5_FINAL_20W',
      facts: { requestReceived: '2026-03-02' },
      exceptions: [{ kind: 'X4', from: '2026-05-01', to: '2026-05-28', impractical: true }],
    },
    { due: '2026-07-20', limit: 'lifted' },
  ],
  [{ rule: 'C1_REVIEW_12M', facts: { lastReviewedOn: '2024-02-29' } }, { due: '2025-02-28' }],
  [{ rule: 'G1_APPEAL_2M_1M', facts: { decisionSent: '2026-06-12' } }, { due: '2026-09-01' }],
  [{ rule: 'G_CONCEDE_AMEND', facts: { tribunalNotifiedOn: '2026-02-02' } }, { dues: { final: '2026-03-09' } }],
];

test.each(EXAMPLES)('%j', (request, holds) => {
  expect(calculate(request)).toMatchObject(holds);
});
