import { EVENT_STORE, InMemoryEventStore } from '@ehc/event-store';
import { AccessModule, CASE_RECORDS, AnybodySignedIn, personOf, SignInModule } from '@ehc/identity';
import { caseRecordsInLog } from '@ehc/identity/testing';
import {
  ClockModule,
  type Configuration,
  configureHttp,
  createLogger,
  LoggerModule,
  readConfiguration,
  SettableClock,
} from '@ehc/platform';
import { Body, Controller, Module, Post, Req } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceSignIn } from '../../apps/ehc/src/start/service-sign-in.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';

/** Something that changes something, for anybody who has signed in. */
@Controller('api/things')
class ThingsController {
  @Post()
  @AnybodySignedIn()
  make(@Req() request: object, @Body() body: object): object {
    return { by: personOf(request)?.subject, body };
  }
}

/** Signing in as the service does it, on a real PostgreSQL and over HTTP, at a time of the test's own. */
export interface SignInService {
  readonly url: string;
  readonly clock: SettableClock;
  readonly database: TestDatabase;
  readonly dataDir: string;
  /** What it has logged. */
  readonly log: () => string;
  stop(): Promise<void>;
}

/** @param signIn what is configured otherwise than in development */
export const startSignIn = async (signIn: Partial<Configuration['signIn']> = {}): Promise<SignInService> => {
  const clock = new SettableClock(new Date());
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'ehc-sign-in-'));
  const lines: string[] = [];
  const logger = createLogger('debug', { write: (line) => void lines.push(line) });
  const read = readConfiguration({}, { dataDir });
  const configuration = { ...read, signIn: { ...read.signIn, ...signIn } };
  const service = await serviceSignIn({ pool: database.pool }, configuration, { clock, logger });

  const store = new InMemoryEventStore();
  const providers = [
    { provide: EVENT_STORE, useValue: store },
    { provide: CASE_RECORDS, useValue: caseRecordsInLog(store) },
  ];
  @Module({ providers, exports: providers })
  class Infrastructure {}

  const module = await Test.createTestingModule({
    imports: [
      LoggerModule.forRoot(logger),
      ClockModule.forRoot(clock),
      AccessModule.register({ infrastructure: Infrastructure }),
      SignInModule.register(service.signIn),
    ],
    controllers: [ThingsController],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  app.set('trust proxy', configuration.signIn.trustedProxies);
  configureHttp(app, {
    logger,
    maxBodyBytes: 100_000,
    beforeBody: service.beforeBody,
    afterBody: [service.signIn.refuseForged],
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  await service.servedAt(url);
  return {
    url,
    clock,
    database,
    dataDir,
    log: () => lines.join(''),
    stop: async () => {
      await app.close();
      await database.drop();
      await rm(dataDir, { recursive: true });
    },
  };
};
