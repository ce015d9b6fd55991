import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openInstallation } from '../../../apps/ehc/src/installation/open-installation.js';
import { connectPostgres } from '@ehc/platform';
import pg from 'pg';
import { Pool } from 'undici';
import { EhcInFolder } from '../../harness/ehc.js';
import type { Acknowledged, Service } from './load.js';
import { AUTHORITY, type MadeUpCase, makeUpCases } from './made-up-cases.js';

/** A service as `ehc start --no-demo` runs it, on a data folder of its own, with cases to record on. */
export interface ServiceWithCases {
  readonly cases: readonly MadeUpCase[];
  /** As a caseworker asks it, over as many connections as clients, kept open. */
  readonly service: Service;
  /** The service's database. */
  readonly database: pg.Pool;
  stop(): Promise<void>;
}

const CASEWORKER = 'a.caseworker';

/** What `npm start` gives Node.js. */
const asStarted = (): readonly string[] => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
};

/** @param imports files that are loaded before the service: what is measured beside it, or left out of it */
export const startServiceWithCases = async (
  count: number,
  clients: number,
  imports: readonly string[] = [join(import.meta.dirname, 'empty-step.js')],
): Promise<ServiceWithCases> => {
  const ehc = new EhcInFolder({
    nodeArguments: [...asStarted(), ...imports.flatMap((file) => ['--import', file])],
    // One person records as fast as they are answered.
    environment: { EHC_WRITES_PER_MINUTE: '1000000' },
  });
  const installation = await openInstallation(ehc.dataDir);
  const cases = await makeUpCases(installation, count).finally(() => installation.close());
  await ehc.give(CASEWORKER, 'caseworker', AUTHORITY);
  const pool = new Pool(await ehc.start('--no-demo'), { connections: clients, pipelining: 1 });
  const asking = ehc.asking(CASEWORKER, AUTHORITY);
  const service: Service = {
    request: (options) => pool.request({ ...options, headers: { ...asking, ...(options.headers as object) } }),
  };
  const postgres = await connectPostgres({ dataDir: ehc.dataDir, env: {} });
  const database = new pg.Pool({ connectionString: postgres.url, max: 2 });
  const stop = async (): Promise<void> => {
    await pool.close();
    await database.end();
    await postgres.stop();
    await ehc.remove();
  };
  return { cases, service, database, stop };
};

/** Resolves when every read model and policy holds everything up to the log's end; answers how long that took, in milliseconds. */
export const allCaughtUp = async (database: pg.Pool): Promise<number> => {
  const started = performance.now();
  for (;;) {
    const { rows } = await database.query<{ behind: boolean }>(
      `SELECT min(position) < (SELECT max(position) FROM events.event) AS behind
         FROM projections.build WHERE stage = 'live'`,
    );
    if (!rows[0]!.behind) return performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** @throws Error unless each acknowledged command is in the log, once */
export const checkRecordedOnce = async (database: pg.Pool, acknowledged: readonly Acknowledged[]): Promise<void> => {
  const { rows } = await database.query<{ events: string; commands: string }>(
    'SELECT count(*) AS events, count(DISTINCT command_id) AS commands FROM events.event WHERE command_id = ANY ($1)',
    [acknowledged.map(({ commandId }) => commandId)],
  );
  const { events, commands } = rows[0]!;
  if (Number(events) !== acknowledged.length || Number(commands) !== acknowledged.length) {
    throw new Error(
      `${acknowledged.length} commands were acknowledged; in the log are ${commands}, as ${events} events.`,
    );
  }
};
