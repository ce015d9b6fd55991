import { describeRule } from './cases.js';

describeRule('D2_MAINTAIN_PENDING_APPEAL', [
  {
    working: '10 March + 2 months is Sunday 10 May 2026, so Monday 11; it may cease the day after',
    facts: { ceaseNoticeSent: '2026-03-10' },
    answer: { due: '2026-05-11', earliest: '2026-05-12', count: 'EXM', status: undefined, limit: 'applies' },
  },
  {
    working: '12 June + 2 months is 12 August, so the first working day of September',
    facts: { ceaseNoticeSent: '2026-06-12' },
    answer: { due: '2026-09-01', earliest: '2026-09-02' },
  },
  {
    working: '28 October + 2 months is 28 December, so the first working day after 1 January: Friday 2',
    facts: { ceaseNoticeSent: '2025-10-28' },
    answer: { due: '2026-01-02', earliest: '2026-01-03' },
  },
  {
    working:
      'skipping: 12 June + 2 months is 61 days; 49 to 31 July, 12 more from 1 September: Saturday 12, so Monday 14',
    facts: { ceaseNoticeSent: '2026-06-12' },
    settings: { appealAugust: 'skip_days' },
    answer: { due: '2026-09-14', earliest: '2026-09-15' },
  },
  {
    working: 'the switch for non-working days moves no Tribunal limit: Monday 11 May stays',
    facts: { ceaseNoticeSent: '2026-03-10' },
    settings: { rolloverNonworking: 'previous' },
    answer: { due: '2026-05-11', earliest: '2026-05-12' },
  },
]);
