import { EVENT_STORE, InMemoryEventStore, InMemoryKeyStore, type NewEvent, Sealer } from '@ehc/event-store';
import { CASE_RECORDS, AccessModule } from '@ehc/identity';
import { caseRecordsInLog } from '@ehc/identity/testing';
import type { EventType, Payload } from '@ehc/pathway';
import { ClockModule, configureHttp, createLogger, SettableClock } from '@ehc/platform';
import { ProjectionRunner } from '@ehc/projections';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { asking, giveRoles } from '../../../test/harness/access.js';
import { createTestDatabase } from '../../../test/harness/database.js';
import { authenticateTestTokens } from '../../../test/harness/sign-in.js';
import { TimelinessModule } from '../src/timeliness.module.js';
import { timelinessProjections } from '../src/timeliness-projections.js';

/** Timeliness over HTTP, on a store in memory and read models in PostgreSQL, at a time of the test's own. */
export interface Timeliness {
  readonly clock: SettableClock;
  readonly store: InMemoryEventStore;
  readonly runner: ProjectionRunner;
  /** Records an event now, at the end of its stream. */
  record<T extends EventType>(
    stream: string,
    type: T,
    happenedOn: string | null,
    payload: Payload<T>,
  ): Promise<NewEvent>;
  get(query: string): request.Test;
  /** Asks under an address of its own. */
  getFrom(address: string): request.Test;
  /** Asks the other addresses of the app, as a manager of the authority. */
  ask(path: string): request.Test;
  /** Asks them as a board member of the authority, who may not learn of single children. */
  askAsBoard(path: string): request.Test;
  publish(body: object, headers?: Readonly<Record<string, string>>): request.Test;
  stop(): Promise<void>;
}

const MANAGER = 'a.manager';
const BOARD = 'a.board.member';

export const startTimeliness = async (now: string, authority = '891'): Promise<Timeliness> => {
  const clock = new SettableClock(now);
  const store = new InMemoryEventStore({ now: () => clock.now().toISOString() });
  const database = await createTestDatabase();
  const runner = new ProjectionRunner({ store, pool: database.pool, projections: timelinessProjections() });
  await runner.start();
  const dataSource = new DataSource({ type: 'postgres', url: database.url, entities: [] });
  await dataSource.initialize();
  const providers = [
    { provide: EVENT_STORE, useValue: store },
    { provide: Sealer, useValue: new Sealer(new InMemoryKeyStore()) },
    { provide: pg.Pool, useValue: database.pool },
    { provide: DataSource, useValue: dataSource },
    { provide: CASE_RECORDS, useValue: caseRecordsInLog(store) },
  ];
  @Module({ providers, exports: providers })
  class Infrastructure {}

  const module = await Test.createTestingModule({
    imports: [
      ClockModule.forRoot(clock),
      AccessModule.register({ infrastructure: Infrastructure }),
      TimelinessModule.register({ infrastructure: Infrastructure }),
    ],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
  const beforeBody = [authenticateTestTokens(clock)];
  configureHttp(app, { logger: createLogger('silent'), maxBodyBytes: 100_000, beforeBody });
  await giveRoles(store, [{ subject: BOARD, role: 'board_member', authority }]);
  await giveRoles(
    store,
    ['891', '892', '999'].map((code) => ({ subject: MANAGER, role: 'team_manager' as const, authority: code })),
  );
  await app.init();
  const server = app.getHttpServer();
  const asManager = asking(MANAGER, authority);
  const bearer = { authorization: asManager['authorization']! };
  return {
    clock,
    store,
    runner,
    record: async (stream, type, happenedOn, payload) => {
      const id = randomUUID();
      const event: NewEvent = {
        id,
        type,
        schemaVersion: 1,
        authority,
        child: null,
        happenedOn,
        source: 'entered',
        payload,
        keyId: null,
        sealed: null,
        sealedDigest: null,
        actor: 'test',
        role: 'test',
        agency: null,
        verified: false,
        correlationId: id,
        causationId: null,
        commandId: id,
      };
      const before = await store.readStream(stream);
      await store.append({ stream, expected: before.length === 0 ? 'no_stream' : before.length - 1, events: [event] });
      return event;
    },
    getFrom: (address) => request(server).get(address).set(bearer),
    get: (query) => request(server).get(`/api/timeliness/measures${query}`).set(bearer),
    ask: (path) => request(server).get(`/api/timeliness/${path}`).set(asManager),
    askAsBoard: (path) => request(server).get(`/api/timeliness/${path}`).set(asking(BOARD, authority)),
    publish: (body, headers = {}) =>
      request(server)
        .post('/api/timeliness/published-figures')
        .set({ ...asManager, ...headers })
        .send(body),
    stop: async () => {
      await app.close();
      await runner.stop();
      await dataSource.destroy();
      await database.drop();
    },
  };
};
