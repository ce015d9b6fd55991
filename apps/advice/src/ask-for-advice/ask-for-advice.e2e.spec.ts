import { EVENT_STORE, InMemoryEventStore, InMemoryKeyStore, Sealer } from '@ehc/event-store';
import { CASE_RECORDS, AccessModule } from '@ehc/identity';
import { caseRecordsInLog } from '@ehc/identity/testing';
import { ClockModule, configureHttp, createLogger, SettableClock } from '@ehc/platform';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { asking, giveRoles } from '../../../../test/harness/access.js';
import { authenticateTestTokens } from '../../../../test/harness/sign-in.js';
import { AdviceModule } from '../advice.module.js';

const AUTHORITY = '891';

describe('asking for advice over HTTP', () => {
  const store = new InMemoryEventStore();
  const clock = new SettableClock('2026-05-01T12:00:00Z');
  let app: NestExpressApplication;
  beforeAll(async () => {
    const providers = [
      { provide: EVENT_STORE, useValue: store },
      { provide: Sealer, useValue: new Sealer(new InMemoryKeyStore()) },
      { provide: CASE_RECORDS, useValue: caseRecordsInLog(store) },
    ];
    @Module({ providers, exports: providers })
    class Infrastructure {}
    const module = await Test.createTestingModule({
      imports: [
        ClockModule.forRoot(clock),
        AccessModule.register({ infrastructure: Infrastructure }),
        AdviceModule.register({ infrastructure: Infrastructure }),
      ],
    }).compile();
    app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
    const beforeBody = [authenticateTestTokens(clock)];
    configureHttp(app, { logger: createLogger('silent'), maxBodyBytes: 100_000, beforeBody });
    await giveRoles(
      store,
      [AUTHORITY, '892'].map((authority) => ({ subject: 'a.caseworker', role: 'caseworker' as const, authority })),
    );
    await app.init();
  });
  afterAll(() => app.close());

  const post = (path: string, body: object, authority = AUTHORITY) =>
    request(app.getHttpServer()).post(path).set(asking('a.caseworker', authority)).send(body);

  /** A case, put into the log as casework would. */
  const aCase = async (...steps: readonly [type: string, happenedOn: string, payload: object][]): Promise<string> => {
    const id = randomUUID();
    const common = { schemaVersion: 1, authority: AUTHORITY, source: 'entered', keyId: null, sealed: null } as const;
    await store.append({
      stream: `case-${id}`,
      expected: 'no_stream',
      events: steps.map(([type, happenedOn, payload]) => ({
        ...common,
        id: randomUUID(),
        type,
        happenedOn,
        payload,
        child: CHILD,
        sealedDigest: null,
        actor: 'a.caseworker',
        role: 'caseworker',
        agency: null,
        verified: false,
        correlationId: randomUUID(),
        causationId: null,
        commandId: randomUUID(),
      })),
    });
    return id;
  };
  const CHILD = randomUUID();
  const asked = ['AssessmentRequested', '2026-03-02', { child: CHILD }] as const;
  const agreed = ['DecidedToAssess', '2026-04-09', {}] as const;
  const advice = { happenedOn: '2026-04-13', kind: 'medical', body: 'health', team: 'Speech and language therapy' };

  test('begins its six weeks, and the answer ends them', async () => {
    const path = '/api/advice/requests';
    const { body, status } = await post(path, { ...advice, case: await aCase([...asked], [...agreed]) });
    expect(status).toBe(201);
    // Monday 13 April + 6 weeks = 25 May.
    expect(body).toMatchObject({
      child: CHILD,
      clocks: [{ rule: 'A2_ADVICE_6W', due: '2026-05-25', moved: 'started' }],
    });
    const answer = await post(`${path}/${body.advice}/answer`, { happenedOn: '2026-05-01', note: 'Sealed.' });
    expect(answer.body).toMatchObject({ clocks: [{ status: 'on_time', moved: 'stopped' }] });
  });

  test.each([
    ['a case that does not exist', async () => randomUUID(), AUTHORITY, 404],
    ['a case of another authority', () => aCase([...asked], [...agreed]), '892', 404],
    ['a case of which no assessment was agreed', () => aCase([...asked]), AUTHORITY, 409],
  ])('is refused for %s', async (_, of, authority, expected) => {
    const id = await of();
    const head = await store.head();
    const { status, body } = await post('/api/advice/requests', { ...advice, case: id }, authority);
    expect({ status, says: body.detail }).toEqual({
      status: expected,
      says: expect.stringMatching(/Check the id|Record that decision/),
    });
    expect(await store.head()).toBe(head);
  });

  test('is refused before the assessment was agreed, and for a body that is none', async () => {
    const id = await aCase([...asked], [...agreed]);
    expect((await post('/api/advice/requests', { ...advice, case: id, happenedOn: '2026-04-08' })).status).toBe(422);
    expect((await post('/api/advice/requests', { ...advice, case: id, body: 'nobody' })).status).toBe(400);
  });

  test('another authority finds no request for advice to answer', async () => {
    const id = await aCase([...asked], [...agreed]);
    const { body } = await post('/api/advice/requests', { ...advice, case: id });
    const answer = await post(`/api/advice/requests/${body.advice}/answer`, { happenedOn: '2026-05-01' }, '892');
    expect(answer.status).toBe(404);
  });
});
