import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Casework, startCasework } from '../../testing/start-casework.js';

const newChild = { surname: 'Ashworth', forename: 'Robin' };

describe('a request about a new child that is refused', () => {
  let casework: Casework;
  beforeAll(async () => {
    casework = await startCasework('2026-12-01');
  });
  afterAll(() => casework.stop());

  const REQUEST = '/api/casework/requests';
  const TRANSFER = '/api/casework/plans/transferred-in';
  const requested = { happenedOn: '2026-03-02', newChild };
  const transferred = { happenedOn: '2026-03-02', from: '892', newChild };

  test.each([
    ['a last assessment after it', REQUEST, { ...requested, lastAssessmentOn: '2026-03-03' }, 422],
    ['a revision of a case that is not there', REQUEST, { ...requested, expectedRevision: 5 }, 409],
    ['a request in the future', REQUEST, { ...requested, happenedOn: '2026-12-02' }, 422],
    ['a birth after it', REQUEST, { ...requested, newChild: { ...newChild, birthDate: '2026-03-03' } }, 422],
    ['a birth in another century', REQUEST, { ...requested, newChild: { ...newChild, birthDate: '1917-05-04' } }, 422],
    ['half a character in a name', REQUEST, { ...requested, newChild: { ...newChild, surname: 'A\ud800' } }, 422],
    ['U+0000 in a note', REQUEST, { ...requested, note: 'By post\u0000' }, 422],
    ['half a character in a note', REQUEST, { ...requested, note: 'By post \udc00' }, 422],
    [
      'two primary needs',
      REQUEST,
      {
        ...requested,
        needs: [
          { type: 'ASD', rank: 1 },
          { type: 'MLD', rank: 1 },
        ],
      },
      400,
    ],
    ['a move after the transfer', TRANSFER, { ...transferred, movedOn: '2026-03-03' }, 422],
    ['a plan made after the transfer', TRANSFER, { ...transferred, madeOn: '2026-03-03' }, 422],
    ['a plan from the own authority', TRANSFER, { ...transferred, from: '891' }, 422],
  ])('leaves nothing behind: %s', async (_, path, body, expected) => {
    const before = await casework.store.head();
    const { status, body: problem } = await casework.post(path, body);
    expect({ status, says: problem.detail ?? '' }).toEqual({ status: expected, says: expect.stringMatching(/\w/) });
    expect(JSON.stringify(problem)).not.toMatch(/1917|2026-03-03.*birth/);
    expect(await casework.store.head()).toBe(before);
  });

  test.each(['__proto__', 'constructor'])('nor is the name %s passed over', async (name) => {
    const before = await casework.store.head();
    // As text: in an object literal one of them would set the prototype.
    const field = `"${name}":{"note":"x"}`;
    const child = JSON.stringify(newChild).slice(1, -1);
    for (const body of [
      `{"happenedOn":"2026-03-02",${field},"newChild":{${child}}}`,
      `{"happenedOn":"2026-03-02","newChild":{${field},${child}}}`,
    ]) {
      const { status, body: problem } = await casework.post(REQUEST, body as never, {
        'content-type': 'application/json',
      });
      expect({ status, code: problem.errors?.[0].code }).toEqual({ status: 400, code: 'unknown-field' });
    }
    expect(await casework.store.head()).toBe(before);
  });

  test('with a revision as If-Match leaves nothing behind either', async () => {
    const before = await casework.store.head();
    expect((await casework.post(REQUEST, requested, { 'if-match': '"5"' })).status).toBe(412);
    expect(await casework.store.head()).toBe(before);
  });

  test('may be put right under the same command id, and is then recorded once', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const wrong = await casework.post(REQUEST, { ...requested, lastAssessmentOn: '2026-03-03' }, headers);
    expect(wrong.status).toBe(422);
    const right = await casework.post(REQUEST, requested, headers);
    expect(right.status).toBe(201);
    const head = await casework.store.head();
    const again = await casework.post(REQUEST, requested, headers);
    expect(again.body).toMatchObject({ repeated: true, case: right.body.case, child: right.body.child });
    expect(await casework.store.head()).toBe(head);
  });

  test('a reassessment that the case would refuse leaves no link on the plan', async () => {
    const { body } = await casework.post(TRANSFER, transferred);
    const before = await casework.store.head();
    const refused = await casework.post(`/api/casework/plans/${body.plan}/reassessment`, {
      happenedOn: '2026-04-01',
      note: 'By post\u0000',
    });
    expect(refused.status).toBe(422);
    expect(await casework.store.head()).toBe(before);
  });

  test('nobody moves to or from their own authority', async () => {
    const { body: one } = await casework.post(REQUEST, requested);
    const { body: other } = await casework.post(TRANSFER, transferred);
    for (const [path, place] of [
      [`cases/${one.case}/move-in`, { from: '891' }],
      [`cases/${one.case}/move-out`, { to: '891' }],
      [`plans/${other.plan}/transferred-out`, { to: '891' }],
    ] as const) {
      const { status, body } = await casework.post(`/api/casework/${path}`, { happenedOn: '2026-04-01', ...place });
      expect({ path, status, field: body.errors[0].field }).toEqual({
        path,
        status: 422,
        field: Object.keys(place)[0],
      });
    }
  });
});
