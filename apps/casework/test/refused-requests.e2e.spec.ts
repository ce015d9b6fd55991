import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Casework, startCasework } from '../testing/start-casework.js';

const CHILD = { surname: 'Ashworth', forename: 'Robin' };

/** What must be said, whoever is refused: the shape of RFC 9457, in words for people. */
const expectProblem = (
  { status, body, type }: { status: number; body: Record<string, unknown>; type: string },
  expected: number,
  code: string,
  says: RegExp,
): void => {
  expect({ status, code: body.type }).toEqual({ status: expected, code: `urn:ehc:problem:${code}` });
  expect(type).toBe('application/problem+json');
  expect(JSON.stringify(body)).toMatch(says);
};

describe('a request that cannot be recorded', () => {
  let casework: Casework;
  let caseId: string;
  let before: string;

  beforeAll(async () => {
    casework = await startCasework('2026-04-09');
    const requested = await casework.post('/api/casework/requests', { happenedOn: '2026-03-02', newChild: CHILD });
    caseId = requested.body.case;
    before = await casework.store.head();
  });
  afterAll(() => casework.stop());

  const decide = (body: object, headers = {}) =>
    casework.post(`/api/casework/cases/${caseId}/decision-to-assess`, body, headers);
  const nothingRecorded = async () => expect(await casework.store.head()).toBe(before);

  test('a date that does not exist', async () => {
    expectProblem(
      await decide({ happenedOn: '2026-02-30' }),
      400,
      'invalid-request',
      /happenedOn must be a date that exists/,
    );
    await nothingRecorded();
  });

  test('a date that is none', async () => {
    expectProblem(await decide({ happenedOn: '9 April 2026' }), 400, 'invalid-request', /YYYY-MM-DD/);
    await nothingRecorded();
  });

  test('no date', async () => {
    expectProblem(await decide({}), 400, 'invalid-request', /happenedOn is missing/);
    await nothingRecorded();
  });

  test('a date in the future', async () => {
    const answer = await decide({ happenedOn: '2026-04-10' });
    expectProblem(answer, 422, 'invalid-value', /lies in the future: today is 2026-04-09/);
    expect(answer.body.errors).toMatchObject([{ field: 'happenedOn' }]);
    await nothingRecorded();
  });

  test('a date from before the law', async () => {
    expectProblem(await decide({ happenedOn: '0206-04-09' }), 422, 'invalid-value', /Check the year/);
    await nothingRecorded();
  });

  test('a character that no database keeps', async () => {
    const path = `/api/casework/cases/${caseId}/caseworker`;
    const answer = await casework.post(path, { happenedOn: '2026-04-09', caseworker: 'b\u0000' });
    expectProblem(answer, 422, 'invalid-value', /Take it out of the text/);
    await nothingRecorded();
  });

  test('a date before the step that it follows', async () => {
    expectProblem(
      await decide({ happenedOn: '2026-03-01' }),
      422,
      'invalid-value',
      /before 2026-03-02.*request was received/,
    );
    await nothingRecorded();
  });

  test('a plan before a decision', async () => {
    const answer = await casework.post(`/api/casework/cases/${caseId}/final-plan`, { happenedOn: '2026-04-09' });
    expectProblem(answer, 409, 'step-out-of-order', /not been decided to make an assessment.*decision-to-assess/);
    await nothingRecorded();
  });

  test('a case that does not exist, and an id that is none', async () => {
    for (const id of [randomUUID(), 'none', '%2e%2e']) {
      const answer = await casework.post(`/api/casework/cases/${id}/decision-to-assess`, { happenedOn: '2026-04-09' });
      expectProblem(answer, 404, 'not-found', /Check the id/);
    }
    await nothingRecorded();
  });

  test('a case of another authority, answered exactly as one that does not exist', async () => {
    const theirs = await decide({ happenedOn: '2026-04-09' }, { 'x-ehc-authority': '892' });
    const none = await casework.post(
      `/api/casework/cases/${randomUUID()}/decision-to-assess`,
      { happenedOn: '2026-04-09' },
      { 'x-ehc-authority': '892' },
    );
    const { instance: _, ...said } = theirs.body;
    const { instance: __, ...saidOfNone } = none.body;
    expect(theirs.status).toBe(404);
    expect(said).toEqual(saidOfNone);
    await nothingRecorded();
  });

  test('a child of another authority', async () => {
    const [registered] = await recorded(casework);
    const answer = await casework.post(
      '/api/casework/requests',
      { happenedOn: '2026-04-09', child: registered!.child },
      { 'x-ehc-authority': '892' },
    );
    expectProblem(answer, 404, 'not-found', /no such child/);
    await nothingRecorded();
  });

  test('a stale revision', async () => {
    await casework.post(`/api/casework/cases/${caseId}/caseworker`, {
      happenedOn: '2026-04-09',
      caseworker: 'b.worker',
    });
    before = await casework.store.head();
    expectProblem(
      await decide({ happenedOn: '2026-04-09', expectedRevision: 0 }),
      409,
      'changed-meanwhile',
      /Load it again/,
    );
    expectProblem(
      await decide({ happenedOn: '2026-04-09' }, { 'If-Match': '"0"' }),
      412,
      'precondition-failed',
      /Load it again/,
    );
    expectProblem(await decide({ happenedOn: '2026-04-09' }, { 'If-Match': 'yes' }), 422, 'invalid-value', /If-Match/);
    await nothingRecorded();
  });

  test('an unknown code', async () => {
    expectProblem(
      await decide({ happenedOn: '2026-04-09', route: 'coffee' }),
      400,
      'invalid-request',
      /route must be one of panel, emergency_panel, officer, tribunal/,
    );
    const request = { happenedOn: '2026-04-09', newChild: CHILD, needs: [{ type: 'NONSENSE', rank: 1 }] };
    expectProblem(
      await casework.post('/api/casework/requests', request),
      400,
      'invalid-request',
      /needs\.0\.type.*must be a code/,
    );
    await nothingRecorded();
  });

  test('an identifier that is mistyped, without saying it back', async () => {
    const request = { happenedOn: '2026-04-09', newChild: { ...CHILD, nhsNumber: '9434765918' } };
    const answer = await casework.post('/api/casework/requests', request);
    expectProblem(answer, 400, 'invalid-request', /newChild\.nhsNumber/);
    expect(JSON.stringify(answer.body)).not.toContain('9434765918');
    await nothingRecorded();
  });

  test('a property that nobody declared', async () => {
    expectProblem(await decide({ happenedOn: '2026-04-09', reason: 'misspelt' }), 400, 'invalid-request', /reason/);
    await nothingRecorded();
  });

  test('a body that is too large, and one that is no JSON', async () => {
    expectProblem(
      await decide({ happenedOn: '2026-04-09', reasons: 'x'.repeat(200_000) }),
      413,
      'body-too-large',
      /too large/,
    );
    const broken = await casework
      .post(`/api/casework/cases/${caseId}/decision-to-assess`, {})
      .set('Content-Type', 'application/json')
      .send('{');
    expectProblem(broken, 400, 'malformed-body', /cannot be read/);
    await nothingRecorded();
  });

  test('text that is too long', async () => {
    expectProblem(
      await decide({ happenedOn: '2026-04-09', reasons: 'x'.repeat(20_001) }),
      400,
      'invalid-request',
      /20,000/,
    );
    await nothingRecorded();
  });

  test('a caller who does not say who asks', async () => {
    const nobody = await decide({ happenedOn: '2026-04-09' }, { authorization: undefined });
    expectProblem(nobody, 401, 'not-signed-in', /Sign in first/);
    expect(nobody.headers['www-authenticate']).toBe('Bearer');
    const noAuthority = await decide({ happenedOn: '2026-04-09' }, { 'x-ehc-authority': undefined });
    expectProblem(noAuthority, 400, 'authority-missing', /Send the header x-ehc-authority/);
    const noneSuch = await decide({ happenedOn: '2026-04-09' }, { 'x-ehc-authority': '000' });
    expectProblem(noneSuch, 404, 'unknown-authority', /No local authority/);
    await nothingRecorded();
  });

  test('a caller without the role that it needs', async () => {
    const elsewhere = await decide({ happenedOn: '2026-04-09' }, { 'x-ehc-authority': '893' });
    expectProblem(elsewhere, 403, 'no-role', /You have no role in the local authority 893/);
    const asAnother = await decide({ happenedOn: '2026-04-09' }, { 'x-ehc-role': 'administrator' });
    expectProblem(asAnother, 403, 'no-such-role', /You do not have the role/);
    const noRole = await decide({ happenedOn: '2026-04-09' }, { 'x-ehc-role': 'king' });
    expectProblem(noRole, 400, 'unknown-role', /must be one of caseworker/);
    const settings = { happenedOn: '2026-04-09', settings: { receiptDay: 'day_1' } };
    const asCaseworker = await casework.post('/api/casework/settings', settings, { 'x-ehc-role': 'caseworker' });
    expectProblem(asCaseworker, 403, 'not-permitted', /As caseworker of the local authority 891 you may not/);
    await nothingRecorded();
  });

  test('a request that names both a known and a new child', async () => {
    const both = { happenedOn: '2026-04-09', child: randomUUID(), newChild: CHILD };
    expectProblem(await casework.post('/api/casework/requests', both), 422, 'invalid-value', /not both/);
    await nothingRecorded();
  });

  test('a setting of the authority that the clock does not know', async () => {
    const settings = { happenedOn: '2026-04-09', settings: { receiptDay: 'day_7' } };
    expectProblem(await casework.post('/api/casework/settings', settings), 422, 'invalid-value', /receiptDay takes/);
    await nothingRecorded();
  });
});

describe('a command sent twice', () => {
  let casework: Casework;
  beforeAll(async () => {
    casework = await startCasework('2026-04-09');
  });
  afterAll(() => casework.stop());

  test('is answered as before and recorded once, a new child among it', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const body = { happenedOn: '2026-03-02', newChild: CHILD, note: 'By e-mail.' };
    const first = await casework.post('/api/casework/requests', body, headers);
    const head = await casework.store.head();
    const second = await casework.post('/api/casework/requests', body, headers);
    expect(second.status).toBe(201);
    expect(second.body).toEqual({ ...first.body, repeated: true });
    expect(await casework.store.head()).toBe(head);
  });

  test('with other content is refused, be it open or sealed', async () => {
    const { body: requested } = await casework.post('/api/casework/requests', {
      happenedOn: '2026-03-02',
      newChild: CHILD,
    });
    const commandId = randomUUID();
    const path = `/api/casework/cases/${requested.case}/decision-to-assess`;
    const decision = { happenedOn: '2026-04-08', reasons: 'One reason.', commandId };
    expect((await casework.post(path, decision)).status).toBe(201);
    for (const other of [{ happenedOn: '2026-04-07' }, { reasons: 'Another reason.' }, { route: 'panel' }]) {
      const answer = await casework.post(path, { ...decision, ...other });
      expectProblem(answer, 409, 'command-id-used', /Use a new UUID/);
    }
    // Stale by now, but recorded: that is asked first.
    const again = await casework.post(path, { ...decision, expectedRevision: 0 });
    expect(again.status).toBe(201);
  });

  test('for another case is refused', async () => {
    const request = () => casework.post('/api/casework/requests', { happenedOn: '2026-03-02', newChild: CHILD });
    const [one, other] = [await request(), await request()];
    const command = { happenedOn: '2026-04-08', commandId: randomUUID() };
    await casework.post(`/api/casework/cases/${one.body.case}/family-consulted`, command);
    const answer = await casework.post(`/api/casework/cases/${other.body.case}/family-consulted`, command);
    expectProblem(answer, 409, 'command-id-used', /Use a new UUID/);
  });

  test('at the same moment is recorded once, and different ones are all recorded', async () => {
    const { body: requested } = await casework.post('/api/casework/requests', {
      happenedOn: '2026-03-02',
      newChild: CHILD,
    });
    const path = `/api/casework/cases/${requested.case}/contacts-with-family`;
    const same = randomUUID();
    const commands = [same, same, same, randomUUID(), randomUUID()];
    const answers = await Promise.all(
      commands.map((commandId) => casework.post(path, { happenedOn: '2026-04-08', method: 'telephone', commandId })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const events = await casework.store.readStream(`case-${requested.case}`);
    expect(events.filter((event) => event.type === 'FamilyContacted')).toHaveLength(3);
  });
});

/** What was recorded, leaving out the roles that the test gave. */
const recorded = (casework: Casework) => casework.store.readAll('0', 10, { prefixes: ['child-', 'case-'] });

describe('what is recorded', () => {
  test('identifiers are kept as their issuers write them', async () => {
    const casework = await startCasework('2026-04-09');
    const { status } = await casework.post('/api/casework/requests', {
      happenedOn: '2026-03-02',
      newChild: { ...CHILD, nhsNumber: '943 476 5919' },
      setting: { urn: ' 123456 ' },
    });
    expect(status).toBe(201);
    const [registered, requested] = await recorded(casework);
    expect(await casework.sealer.open(registered!)).toMatchObject({ nhsNumber: '9434765919' });
    expect(requested!.payload).toMatchObject({ setting: { urn: '123456' } });
    await casework.stop();
  });

  test('free text and personal details lie under the seal, and the envelope says who, when and for whom', async () => {
    const casework = await startCasework('2026-04-09');
    const { body } = await casework.post('/api/casework/requests', {
      happenedOn: '2026-03-02',
      newChild: { ...CHILD, birthDate: '2017-05-04' },
      note: 'By e-mail.',
    });
    const [registered, requested] = await recorded(casework);
    expect(registered).toMatchObject({ type: 'ChildRegistered', payload: { birthYear: 2017, birthMonth: 5 } });
    expect(JSON.stringify([registered!.payload, requested!.payload])).not.toMatch(/Ashworth|Robin|e-mail/);
    expect(await casework.sealer.open(registered!)).toEqual({ ...CHILD, birthDate: '2017-05-04' });
    expect(await casework.sealer.open(requested!)).toEqual({ note: 'By e-mail.' });
    expect(requested).toMatchObject({
      stream: `case-${body.case}`,
      authority: '891',
      child: body.child,
      happenedOn: '2026-03-02',
      source: 'entered',
      actor: 'a.caseworker',
      role: 'caseworker',
      agency: null,
      verified: true,
    });
    await casework.stop();
  });
});
