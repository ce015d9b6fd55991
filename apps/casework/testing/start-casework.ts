import { EVENT_STORE, InMemoryEventStore, InMemoryKeyStore, KEY_STORE, Sealer } from '@ehc/event-store';
import { CASE_RECORDS, AccessModule } from '@ehc/identity';
import { caseRecordsInLog } from '@ehc/identity/testing';
import { ClockModule, configureHttp, createLogger, SettableClock } from '@ehc/platform';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { asking, giveRoles } from '../../../test/harness/access.js';
import { authenticateTestTokens } from '../../../test/harness/sign-in.js';
import { CaseworkModule } from '../src/casework.module.js';

/** Casework over HTTP, on a store in memory, at a time of the test's own. */
export interface Casework {
  readonly app: NestExpressApplication;
  readonly store: InMemoryEventStore;
  readonly sealer: Sealer;
  readonly clock: SettableClock;
  /** POSTs a step as a caseworker of Nottinghamshire (891), or as somebody else, or with other headers. */
  post(path: string, body: object, headers?: Record<string, string | undefined>, subject?: string): request.Test;
  stop(): Promise<void>;
}

export const CASEWORKER = 'a.caseworker';
/** Somebody else, who may approve what the caseworker asks for. */
export const MANAGER = 'b.manager';

/** A caseworker who stands in for the manager as well, so that deciders, not roles, say what one person may not do alone. */
const ROLES = ['891', '892'].flatMap((authority) => [
  { subject: CASEWORKER, role: 'caseworker' as const, authority },
  { subject: CASEWORKER, role: 'team_manager' as const, authority },
  { subject: MANAGER, role: 'team_manager' as const, authority },
]);

export const startCasework = async (today: string): Promise<Casework> => {
  const clock = new SettableClock(`${today}T12:00:00Z`);
  const store = new InMemoryEventStore({ now: () => clock.now().toISOString() });
  const keys = new InMemoryKeyStore();
  const sealer = new Sealer(keys);
  const providers = [
    { provide: EVENT_STORE, useValue: store },
    { provide: KEY_STORE, useValue: keys },
    { provide: Sealer, useValue: sealer },
    { provide: CASE_RECORDS, useValue: caseRecordsInLog(store) },
  ];
  @Module({ providers, exports: providers })
  class Infrastructure {}

  const module = await Test.createTestingModule({
    imports: [
      ClockModule.forRoot(clock),
      AccessModule.register({ infrastructure: Infrastructure }),
      CaseworkModule.register({ infrastructure: Infrastructure }),
    ],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
  configureHttp(app, {
    logger: createLogger('silent'),
    maxBodyBytes: 100_000,
    beforeBody: [authenticateTestTokens(clock)],
  });
  await giveRoles(store, ROLES);
  await app.init();
  return {
    app,
    store,
    sealer,
    clock,
    post: (path, body, headers = {}, subject = CASEWORKER) => {
      const call = request(app.getHttpServer()).post(path);
      for (const [name, value] of Object.entries({ ...asking(subject, '891'), ...headers })) {
        if (value !== undefined) call.set(name, value);
      }
      return call.send(body);
    },
    stop: () => app.close(),
  };
};
