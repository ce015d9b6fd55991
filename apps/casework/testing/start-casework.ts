import { EVENT_STORE, InMemoryEventStore, InMemoryKeyStore, KEY_STORE, Sealer } from '@ehc/event-store';
import { ClockModule, configureHttp, createLogger, SettableClock } from '@ehc/platform';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { CaseworkModule } from '../src/casework.module.js';

/** Casework over HTTP, on a store in memory, at a time of the test's own. */
export interface Casework {
  readonly app: NestExpressApplication;
  readonly store: InMemoryEventStore;
  readonly sealer: Sealer;
  readonly clock: SettableClock;
  /** POSTs a step as a caseworker of Nottinghamshire (891), or with other headers. */
  post(path: string, body: object, headers?: Record<string, string | undefined>): request.Test;
  stop(): Promise<void>;
}

export const CASEWORKER = {
  'x-ehc-actor': 'a.caseworker',
  'x-ehc-role': 'caseworker',
  'x-ehc-authority': '891',
};

export const startCasework = async (today: string): Promise<Casework> => {
  const clock = new SettableClock(`${today}T12:00:00Z`);
  const store = new InMemoryEventStore({ now: () => clock.now().toISOString() });
  const keys = new InMemoryKeyStore();
  const sealer = new Sealer(keys);
  const providers = [
    { provide: EVENT_STORE, useValue: store },
    { provide: KEY_STORE, useValue: keys },
    { provide: Sealer, useValue: sealer },
  ];
  @Module({ providers, exports: providers })
  class Infrastructure {}

  const module = await Test.createTestingModule({
    imports: [ClockModule.forRoot(clock), CaseworkModule.register({ infrastructure: Infrastructure })],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
  configureHttp(app, { logger: createLogger('silent'), maxBodyBytes: 100_000 });
  await app.init();
  return {
    app,
    store,
    sealer,
    clock,
    post: (path, body, headers = {}) => {
      const call = request(app.getHttpServer()).post(path);
      for (const [name, value] of Object.entries({ ...CASEWORKER, ...headers })) {
        if (value !== undefined) call.set(name, value);
      }
      return call.send(body);
    },
    stop: () => app.close(),
  };
};
