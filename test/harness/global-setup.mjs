// One PostgreSQL for all the tests of a jest run that need a real one.
// jest loads this file as it stands, without compiling it, so it takes the launcher from the build.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ensureBuilt } from '../../scripts/lib/install.mjs';
import { PREFIX, removeRun, removeRunsThatWereKilled } from './test-runs.mjs';

/** Roles belong to the whole server: where a test that works as a superuser made them first, nobody else could use them. */
const makeRoles = async (url) => {
  const { ensureRole, openPostgresEventStore } = await import('../../dist/libs/event-store/src/index.js');
  const { READER_ROLE } = await import('../../dist/libs/projections/src/index.js');
  await (await openPostgresEventStore({ url })).close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await ensureRole(client, READER_ROLE);
  await client.end();
};

export default async function setup() {
  ensureBuilt();
  const launcher = await import('../../dist/libs/platform/src/embedded-postgres/index.js');
  await removeRunsThatWereKilled(launcher);
  const dataDir = await mkdtemp(join(tmpdir(), PREFIX));
  await writeFile(join(dataDir, 'jest.pid'), String(process.pid));
  const running = await launcher.startEmbeddedPostgres({
    dataDir,
    settings: {
      // Nobody needs this data after a power cut. A test that does starts a server of its own.
      fsync: false,
      synchronous_commit: false,
      full_page_writes: false,
      max_connections: 300,
      shared_buffers: '128MB',
    },
  });
  await makeRoles(running.url);
  // Read by test/harness/database.ts in jest's workers, which are started after this and inherit the environment.
  process.env.EHC_TEST_POSTGRES_URL = running.url;
  process.env.EHC_TEST_POSTGRES_ADMIN_URL = running.adminUrl;
  globalThis.ehcTestRun = { stop: () => removeRun(dataDir, running) };
}
