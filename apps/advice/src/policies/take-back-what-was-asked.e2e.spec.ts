import { EVENT_STORE, InMemoryEventStore, InMemoryKeyStore, type NewEvent, Sealer } from '@ehc/event-store';
import { CASE_RECORDS, AccessModule } from '@ehc/identity';
import { caseRecordsInLog } from '@ehc/identity/testing';
import { foldAdvice } from '@ehc/pathway';
import { ClockModule, configureHttp, createLogger, SettableClock } from '@ehc/platform';
import { followOnce, pathwayEvents, type Policy } from '@ehc/recording';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { asking, giveRoles } from '../../../../test/harness/access.js';
import { authenticateTestTokens } from '../../../../test/harness/sign-in.js';
import { ADVICE_POLICIES, AdviceModule } from '../advice.module.js';

const BODIES = ['family', 'education', 'educational_psychology', 'health', 'social_care', 'other'] as const;

describe('when the decision to assess is struck out', () => {
  let store: InMemoryEventStore;
  let app: NestExpressApplication;
  let caseId: string;
  let child: string;

  beforeEach(async () => {
    store = new InMemoryEventStore();
    const clock = new SettableClock('2026-05-01T12:00:00Z');
    [caseId, child] = [randomUUID(), randomUUID()];
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
    await giveRoles(store, [{ subject: 'c.author', role: 'agency_adviser', authority: '891', bodies: BODIES }]);
    await app.init();
    await onCase('AssessmentRequested', '2026-03-02', { child });
  });
  afterEach(() => app.close());

  /** Put into the log as casework would. Answers the event's id. */
  const onCase = async (type: string, happenedOn: string, payload: object): Promise<string> => {
    const stream = `case-${caseId}`;
    const event: NewEvent = {
      id: randomUUID(),
      type,
      happenedOn,
      payload,
      child,
      schemaVersion: 1,
      authority: '891',
      source: 'entered',
      keyId: null,
      sealed: null,
      sealedDigest: null,
      actor: 'a.caseworker',
      role: 'caseworker',
      agency: null,
      verified: false,
      correlationId: randomUUID(),
      causationId: null,
      commandId: randomUUID(),
    };
    const revision = (await store.readStream(stream)).length - 1;
    await store.append({ stream, expected: revision < 0 ? 'no_stream' : revision, events: [event] });
    return event.id;
  };
  const agree = () => onCase('DecidedToAssess', '2026-04-09', {});
  const strikeOut = (event: string) =>
    onCase('EventStruckOut', '2026-04-30', { event, requestedBy: 'a.caseworker', approvedBy: 'b.manager' });
  const follow = async () => {
    const policies = app.get<Policy[]>(ADVICE_POLICIES);
    await followOnce(store, policies);
    const head = await store.head();
    await followOnce(store, policies);
    expect(await store.head()).toBe(head);
  };
  /** The requests for advice, by stream, with what is believed of each. */
  const requests = async () => {
    const events = (await store.readAll('0', 1000)).filter(({ stream }) => stream.startsWith('advice-'));
    const streams = [...new Set(events.map(({ stream }) => stream))];
    return Promise.all(
      streams.map(async (stream) => ({ stream, ...foldAdvice(pathwayEvents(await store.readStream(stream))) })),
    );
  };
  const standing = async () => (await requests()).filter(({ requested }) => requested);

  test('nobody is asked any more, and a new decision asks once', async () => {
    const decision = await agree();
    await follow();
    const asked = (await standing()).length;
    expect(asked).toBeGreaterThan(3);
    const cause = await strikeOut(decision);
    await follow();
    expect(await standing()).toEqual([]);
    const [, taken] = await store.readStream((await requests())[0]!.stream);
    expect(taken).toMatchObject({
      type: 'EventStruckOut',
      happenedOn: '2026-04-30',
      source: 'computed',
      role: 'policy',
      child,
      causationId: cause,
      payload: { requestedBy: 'a.caseworker', approvedBy: 'b.manager', because: 'mistake' },
    });
    await agree();
    await follow();
    expect(await standing()).toHaveLength(asked);
  });

  test('what was answered stays', async () => {
    const decision = await agree();
    await follow();
    const [answered, nil] = await standing();
    const send = (stream: string, what: string, body: object) =>
      request(app.getHttpServer())
        .post(`/api/advice/requests/${stream.slice('advice-'.length)}/${what}`)
        .set(asking('c.author', '891'))
        .send({ happenedOn: '2026-05-01', ...body })
        .expect(201);
    await send(answered!.stream, 'answer', {});
    await send(nil!.stream, 'nil-return', { reason: 'not_known_to_service' });
    await strikeOut(decision);
    await follow();
    expect((await standing()).map(({ stream }) => stream)).toEqual([answered!.stream, nil!.stream]);
  });

  test('before anybody was asked, nobody is', async () => {
    await strikeOut(await agree());
    await follow();
    expect(await requests()).toEqual([]);
  });
});
