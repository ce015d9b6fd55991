import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Casework, startCasework } from '../../testing/start-casework.js';

describe('from a request to the decision whether to assess', () => {
  let casework: Casework;
  beforeEach(async () => {
    casework = await startCasework('2026-04-09');
  });
  afterEach(() => casework.stop());

  test('a request starts the clocks, and a decision to assess stops the first of them', async () => {
    const requested = await casework.post('/api/casework/requests', {
      happenedOn: '2026-03-02',
      newChild: { surname: 'Ashworth', forename: 'Robin', birthDate: '2017-05-04' },
    });
    expect(requested.body).toMatchObject({ events: [{ type: 'AssessmentRequested' }], revision: 0, repeated: false });
    expect(requested.status).toBe(201);
    // 2 March + 6 weeks = 13 April; + 16 weeks = 22 June; + 14 weeks = 8 June; + 20 weeks = 20 July.
    expect(requested.body.clocks.map(({ rule, due, moved }: never) => [rule, due, moved])).toEqual([
      ['A1_DECIDE_ASSESS_6W', '2026-04-13', 'started'],
      ['A3_NO_PLAN_16W', '2026-06-22', 'started'],
      ['A7_DRAFT_TARGET', '2026-06-08', 'started'],
      ['A5_FINAL_20W', '2026-07-20', 'started'],
    ]);

    const decided = await casework.post(`/api/casework/cases/${requested.body.case}/decision-to-assess`, {
      happenedOn: '2026-04-09',
      reasons: 'Robin may need provision beyond what the school can make.',
    });
    expect(decided.status).toBe(201);
    expect(decided.body.clocks).toMatchObject([
      { rule: 'A1_DECIDE_ASSESS_6W', due: '2026-04-13', status: 'on_time', moved: 'stopped' },
    ]);
    expect(decided.body.position).toBe(await casework.store.head());
  });
});
