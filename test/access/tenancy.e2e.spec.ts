import { InMemoryKeyStore, openPostgresEventStore, type PostgresEventStore, Sealer } from '@ehc/event-store';
import { Allow, currentAuthority } from '@ehc/identity';
import { configureHttp, createLogger, SettableClock } from '@ehc/platform';
import { openReaderDataSource, ProjectionRunner } from '@ehc/projections';
import { DEFAULT_SETTINGS } from '@ehc/statutory-clock';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Get, Inject, Param, ParseIntPipe, Query } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { CaseReader } from '../../apps/casework/src/view-a-case/case-reader.js';
import { readModels } from '../../apps/ehc/src/installation/read-models.js';
import { simulateAuthority } from '../../apps/ehc/src/simulate/simulate-authority.js';
import { spanOf } from '../../apps/ehc/src/simulate/terms.js';
import { EhcModule } from '../../apps/ehc/src/start/ehc.module.js';
import { asking, giveRoles } from '../harness/access.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';
import { authenticateTestTokens } from '../harness/sign-in.js';

// The whole service, with two authorities, and a route in which every check of the code has been forgotten.

const [OURS, THEIRS] = ['891', '892'] as const;
const AUTHORITIES = [OURS, THEIRS] as const;

@Controller('api/careless')
@Allow('see-cases')
class CarelessController {
  constructor(@Inject(ModuleRef) private readonly service: ModuleRef) {}

  /** Everything, as often as is asked for at once. */
  @Get('everything')
  async everything(@Query('times', ParseIntPipe) times: number): Promise<string[]> {
    const dataSource = this.service.get(DataSource, { strict: false });
    const all = Array.from({ length: times }, () =>
      dataSource.query<{ authority: string }[]>('SELECT authority FROM casework.case_record'),
    );
    return (await Promise.all(all)).flat().map(({ authority }) => authority);
  }

  /** A case of whatever authority the path names. */
  @Get('of/:authority/:careless')
  async one(@Param('authority') authority: string, @Param('careless') id: string): Promise<{ found: boolean }> {
    const reader = this.service.get(CaseReader, { strict: false });
    return { found: (await reader.view(authority, id, { today: TODAY, settings: DEFAULT_SETTINGS })) !== null };
  }
}

const TODAY = '2025-06-01';

let database: TestDatabase;
let store: PostgresEventStore;
let runner: ProjectionRunner;
let readers: DataSource;
let app: NestExpressApplication;
const cases = new Map<string, string[]>();

beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 20 });
  store = await openPostgresEventStore({ url: database.url });
  const keyStore = new InMemoryKeyStore();
  const sealer = new Sealer(keyStore);
  for (const authority of AUTHORITIES) {
    const terms = { authority, because: 'training', children: 30, seed: 1, ...spanOf(2, TODAY) } as const;
    await simulateAuthority(terms, { store, sealer });
  }
  await giveRoles(
    store,
    AUTHORITIES.map((authority) => ({ subject: `worker.${authority}`, role: 'caseworker', authority })),
  );
  runner = new ProjectionRunner({ store, pool: database.pool, projections: readModels({ sealer, keyStore } as never) });
  await runner.start();
  await runner.waitFor(await store.head(), 'all', 60_000);
  for (const authority of AUTHORITIES) {
    const { rows } = await database.pool.query<{ id: string }>(
      'SELECT case_id AS id FROM casework.case_record WHERE authority = $1',
      [authority],
    );
    cases.set(
      authority,
      rows.map(({ id }) => id),
    );
  }
  const warn = (message: string): never => {
    throw new Error(message);
  };
  readers = (await openReaderDataSource({ url: database.url, poolSize: 3, authority: currentAuthority, warn }))!;
  const installation = { store, keyStore, sealer, pool: database.pool, dataSource: readers } as never;
  const module = await Test.createTestingModule({
    imports: [EhcModule.of(installation, runner, createLogger('silent'), {} as never)],
    controllers: [CarelessController],
  }).compile();
  app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
  const beforeBody = [authenticateTestTokens(new SettableClock(`${TODAY}T12:00:00Z`))];
  configureHttp(app, { logger: createLogger('silent'), maxBodyBytes: 100_000, beforeBody });
  await app.init();
}, 120_000);
afterAll(async () => {
  await app.close();
  await readers.destroy();
  await runner.stop();
  await store.close();
  await database.drop();
});

const ask = (authority: string, path: string) =>
  request(app.getHttpServer())
    .get(path)
    .set(asking(`worker.${authority}`, authority));

describe('a route that has forgotten every check', () => {
  test('shows the rows of the authority for which the request asks, and of no other', async () => {
    for (const authority of AUTHORITIES) {
      const { body } = await ask(authority, '/api/careless/everything?times=1').expect(200);
      expect(body).toEqual(cases.get(authority)!.map(() => authority));
    }
  });

  test('answers nothing of another authority, though it asks for it by its code', async () => {
    const [ours] = cases.get(OURS)!;
    const [theirs] = cases.get(THEIRS)!;
    expect((await ask(OURS, `/api/careless/of/${OURS}/${ours}`)).body).toEqual({ found: true });
    expect((await ask(OURS, `/api/careless/of/${THEIRS}/${theirs}`)).body).toEqual({ found: false });
    expect((await ask(THEIRS, `/api/careless/of/${THEIRS}/${theirs}`)).body).toEqual({ found: true });
  });

  test('mixes nothing up where many ask at once, over few connections', async () => {
    const clients = Array.from({ length: 16 }, async (_, client) => {
      for (let turn = 0; turn < 10; turn++) {
        const authority = AUTHORITIES[(client + turn) % 2]!;
        const { body } = await ask(authority, '/api/careless/everything?times=4').expect(200);
        const own = cases.get(authority)!.length;
        expect(body).toEqual(Array.from({ length: own * 4 }, () => authority));
      }
    });
    await Promise.all(clients);
  });
});

test('outside of any request nothing is shown', async () => {
  expect(await readers.query('SELECT FROM casework.case_record')).toEqual([]);
});
