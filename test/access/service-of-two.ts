import { InMemoryKeyStore, openPostgresEventStore, type PostgresEventStore, Sealer } from '@ehc/event-store';
import { currentAuthority, openReadRecorder, type RoleName } from '@ehc/identity';
import { configureHttp, createLogger, SettableClock } from '@ehc/platform';
import { openReaderDataSource, ProjectionRunner } from '@ehc/projections';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import type { DataSource } from 'typeorm';
import { readModels } from '../../apps/ehc/src/installation/read-models.js';
import { simulateAuthority } from '../../apps/ehc/src/simulate/simulate-authority.js';
import { spanOf } from '../../apps/ehc/src/simulate/terms.js';
import { EhcModule } from '../../apps/ehc/src/start/ehc.module.js';
import { asking, giveRoles } from '../harness/access.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';
import { authenticateTestTokens } from '../harness/sign-in.js';

export const [OURS, THEIRS] = ['891', '892'] as const;
export const AUTHORITIES = [OURS, THEIRS] as const;

/** The day on which the service is asked. */
export const TODAY = '2025-06-01';

/**
 * The whole service, as `ehc start` makes it, with two authorities that are made up. In each of them there is somebody
 * of each role that is named: `caseworker.891`.
 */
export interface ServiceOfTwo {
  readonly app: NestExpressApplication;
  readonly database: TestDatabase;
  readonly store: PostgresEventStore;
  readonly keyStore: InMemoryKeyStore;
  /** The connections over which requests are answered. */
  readonly readers: DataSource;
  /** A GET as somebody of an authority. */
  get(person: string, authority: string, path: string): request.Test;
  post(person: string, authority: string, path: string, body: object): request.Test;
  /** Ids of the cases of an authority, and of their children. */
  casesOf(authority: string): Promise<{ case: string; child: string }[]>;
  stop(): Promise<void>;
}

const fail = (message: string): never => {
  throw new Error(message);
};

export const startServiceOfTwo = async (
  roles: readonly RoleName[],
  controllers: Type[] = [],
): Promise<ServiceOfTwo> => {
  const database = await createTestDatabase({ poolSize: 20 });
  const { pool, url } = database;
  const store = await openPostgresEventStore({ url });
  const keyStore = new InMemoryKeyStore();
  const sealer = new Sealer(keyStore);
  for (const authority of AUTHORITIES) {
    const terms = { authority, because: 'training', children: 30, seed: 1, ...spanOf(2, TODAY) } as const;
    await simulateAuthority(terms, { store, sealer });
  }
  await giveRoles(
    store,
    AUTHORITIES.flatMap((authority) => roles.map((role) => ({ subject: `${role}.${authority}`, role, authority }))),
  );
  const runner = new ProjectionRunner({ store, pool, projections: readModels({ sealer, keyStore } as never) });
  await runner.start();
  await runner.waitFor(await store.head(), 'all', 60_000);
  const reads = await openReadRecorder({ pool, url }, fail);
  const readers = (await openReaderDataSource({ url, poolSize: 3, authority: currentAuthority, warn: fail }))!;
  const installation = { store, keyStore, sealer, pool, dataSource: readers, reads } as never;
  const module = await Test.createTestingModule({
    imports: [EhcModule.of(installation, runner, createLogger('silent'), {} as never)],
    controllers,
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
  const beforeBody = [authenticateTestTokens(new SettableClock(`${TODAY}T12:00:00Z`))];
  configureHttp(app, { logger: createLogger('silent'), maxBodyBytes: 100_000, beforeBody });
  await app.init();
  const server = app.getHttpServer();
  return {
    app,
    database,
    store,
    keyStore,
    readers,
    get: (person, authority, path) => request(server).get(path).set(asking(person, authority)),
    post: (person, authority, path, body) => request(server).post(path).set(asking(person, authority)).send(body),
    casesOf: async (authority) => {
      const { rows } = await pool.query<{ case: string; child: string }>(
        'SELECT case_id AS case, child_id AS child FROM casework.case_record WHERE authority = $1 ORDER BY case_id',
        [authority],
      );
      return rows;
    },
    stop: async () => {
      await app.close();
      await readers.destroy();
      await reads.close();
      await runner.stop();
      await store.close();
      await database.drop();
    },
  };
};
