import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type Binaries, completeInstall, copyForOtherUsers, findBinaries } from './binaries.js';
import { isAlive } from './process-identity.js';
import type { RootMethod } from './run-as.js';
import {
  type EmbeddedPostgresOptions,
  type RunningPostgres,
  findRunning,
  startEmbeddedPostgres,
} from './start-embedded-postgres.js';

const isRoot = process.getuid?.() === 0;
const mayUnshare =
  spawnSync('unshare', ['--user', '--map-user=1', '--map-group=1', 'true'], { stdio: 'ignore' }).status === 0;
const nobody = 65534;

// Small, so that many fit on a machine at once; and no test here cuts the power.
const settings = { shared_buffers: '16MB', wal_buffers: '1MB', fsync: false };

let dataDir: string;
let running: RunningPostgres[];
let children: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ehc-launcher-'));
  running = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(running.map((server) => server.stop()));
  const left = await findRunning(dataDir);
  if (left) process.kill(left.pid, 'SIGQUIT');
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const start = async (options: Partial<EmbeddedPostgresOptions> = {}): Promise<RunningPostgres> => {
  const server = await startEmbeddedPostgres({ dataDir, settings, ...options });
  running.push(server);
  return server;
};

const query = async (url: string, sql: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, parameters)).rows;
  } finally {
    await client.end();
  }
};

interface OtherProcess {
  readonly process: ChildProcess;
  readonly adopted: boolean;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Another process that starts or joins the server, by the build that jest's set-up made, and stops when told to. */
const startElsewhere = async (as: { uid?: number; gid?: number } = {}): Promise<OtherProcess> => {
  const launcher = pathToFileURL(join(process.cwd(), 'dist/libs/platform/src/embedded-postgres/index.js')).href;
  const code = `
    import { startEmbeddedPostgres } from ${JSON.stringify(launcher)};
    const server = await startEmbeddedPostgres(${JSON.stringify({ dataDir, settings })});
    console.log(JSON.stringify({ adopted: server.adopted, pid: server.pid }));
    process.stdin.on('end', () => server.stop().then(() => process.exit(0))).resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
    ...as,
  });
  children.push(child);
  const exited = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exited.then(([status]) => Promise.reject(new Error(`the other process ended with status ${status}`))),
  ])) as [string];
  const stop = async (): Promise<void> => {
    child.stdin.end();
    expect(await exited).toEqual([0, null]);
  };
  return { process: child, stop, ...(JSON.parse(line) as { adopted: boolean; pid: number }) };
};

describe('a first start', () => {
  test('makes a cluster with one database, closed to everyone else', async () => {
    const server = await start({ settings: {} });
    expect(server.adopted).toBe(false);
    const names = ['data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit', 'jit', 'server_encoding'];
    const [row] = await query(
      server.url,
      `SELECT current_database() AS database, current_user AS role, current_setting('is_superuser') AS superuser,
              current_setting('listen_addresses') AS listens,
              (SELECT datlocale FROM pg_database WHERE datname = current_database()) AS locale,
              (SELECT string_agg(current_setting(name), ' ' ORDER BY n) FROM unnest($1::text[]) WITH ORDINALITY AS s(name, n)) AS settings`,
      [names],
    );
    expect(row).toEqual({
      database: 'ehc',
      role: 'ehc',
      superuser: 'off',
      listens: '127.0.0.1',
      locale: 'C.UTF-8',
      settings: 'on on on on off UTF8',
    });
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'postgres.log'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
  });

  test('lets nobody in without the password', async () => {
    const server = await start();
    const url = new URL(server.url);
    url.password = 'password';
    await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('makes the data directory where it is missing', async () => {
    const missing = join(dataDir, 'a', 'b');
    const server = await start({ dataDir: missing });
    expect((await stat(missing)).mode & 0o777).toBe(0o700);
    await server.stop();
  });

  test('starts anew where an earlier one was cut short', async () => {
    await mkdir(join(dataDir, 'postgres.making-Xyz123', 'base'), { recursive: true });
    await start();
    expect((await readdir(dataDir)).filter((name) => name.includes('making'))).toEqual([]);
  });
});

test('a second start finds the data, in less than a second on an idle machine', async () => {
  const first = await start();
  await query(first.url, `CREATE TABLE thing AS SELECT 7 AS id`);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  expect(await findRunning(dataDir)).toBeUndefined();

  const before = performance.now();
  const second = await start();
  expect(performance.now() - before).toBeLessThan(5_000);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'SELECT id FROM thing')).toEqual([{ id: 7 }]);
});

describe('two processes', () => {
  test('a command beside a running service joins its server and leaves it running', async () => {
    const service = await startElsewhere();
    const command = await start();
    expect(command.adopted).toBe(true);
    expect(command.pid).toBe(service.pid);
    await command.stop();
    expect((await findRunning(dataDir))?.pid).toBe(service.pid);
    await service.stop();
    expect(isAlive(service.pid)).toBe(false);
  });

  test('a service that joined the server of a command goes on when the command ends', async () => {
    const command = await startElsewhere();
    const service = await start();
    await command.stop();
    expect(await query(service.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await service.stop();
    expect(isAlive(service.pid)).toBe(false);
  });

  test('a service that finds the server of a killed one takes it over and stops it at its end', async () => {
    const killed = await startElsewhere();
    killed.process.kill('SIGKILL');
    await once(killed.process, 'exit');
    expect(isAlive(killed.pid)).toBe(true);
    const next = await start();
    expect(next.adopted).toBe(true);
    expect(next.pid).toBe(killed.pid);
    await next.stop();
    expect(isAlive(killed.pid)).toBe(false);
  });

  test('of several that start at once on an empty directory one wins and the others join', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => startElsewhere()));
    expect(all.filter(({ adopted }) => !adopted)).toHaveLength(1);
    expect(new Set(all.map(({ pid }) => pid)).size).toBe(1);
    await Promise.all(all.map((other) => other.stop()));
    expect(isAlive(all[0]?.pid ?? 0)).toBe(false);
  });

  test('one that starts while the last user is stopping waits, and starts it again', async () => {
    const first = await start();
    const stopped = first.stop();
    const next = await start();
    await stopped;
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('what an earlier run left behind', () => {
  test('a postmaster.pid whose id now belongs to another program', async () => {
    await (await start()).stop();
    await writeFile(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${dataDir}/postgres\n1\n1\n\n127.0.0.1\n`,
    );
    const notices: string[] = [];
    const server = await start({ onNotice: (message) => notices.push(message) });
    expect(server.adopted).toBe(false);
    expect(notices).toEqual(['the last PostgreSQL of this data directory did not end in order']);
  });

  test('a server that was killed with everything: what was committed is there', async () => {
    const first = await startElsewhere();
    const { url } = (await findRunning(dataDir))!;
    await query(url, `CREATE TABLE thing AS SELECT 7 AS id`);
    first.process.kill('SIGKILL');
    process.kill(first.pid, 'SIGKILL');
    await once(first.process, 'exit');
    const second = await start();
    expect(await query(second.url, 'SELECT id FROM thing')).toEqual([{ id: 7 }]);
  });

  test('the start lock of a process that has ended', async () => {
    const ended = spawnSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' });
    await writeFile(join(dataDir, 'postgres.lock'), JSON.stringify({ pid: Number(ended.stdout), mark: 'x' }));
    await start();
  });

  test('the start lock of an earlier process whose id is in use again', async () => {
    await writeFile(join(dataDir, 'postgres.lock'), JSON.stringify({ pid: process.pid, mark: 'of another time' }));
    await start();
  });
});

test('a server that dies under a service is started again on the same port', async () => {
  const notices: string[] = [];
  const server = await start({ onNotice: (message) => notices.push(message) });
  await query(server.url, `CREATE TABLE thing AS SELECT 7 AS id`);
  process.kill(server.pid, 'SIGKILL');
  const found = await eventually(() => query(server.url, 'SELECT id FROM thing'));
  expect(found).toEqual([{ id: 7 }]);
  await eventually(async () => expect(notices).toContain('PostgreSQL had died and was started again'));
  await server.stop();
  expect(await findRunning(dataDir)).toBeUndefined();
});

describe('says what is wrong', () => {
  test('data of another major version', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '16\n');
    const error = await start().catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ problem: 'other-version' });
    expect((error as Error).message).toContain(
      `The data in ${join(dataDir, 'postgres')} was written by PostgreSQL 16;`,
    );
    expect((error as Error).message).toContain('pg_dump');
    expect((error as Error).message).toContain('pg_restore');
  });

  test('something else in the place of the data', async () => {
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres', 'letter.txt'), 'Dear …');
    await expect(start()).rejects.toMatchObject({ problem: 'not-a-cluster' });
    expect(await readFile(join(dataDir, 'postgres', 'letter.txt'), 'utf8')).toBe('Dear …');
  });

  test('the password is lost', async () => {
    await (await start()).stop();
    await rm(join(dataDir, 'postgres.password'));
    await expect(start()).rejects.toMatchObject({ problem: 'password-lost' });
  });

  test('the password is another one', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'postgres.password'), 'another');
    await expect(start()).rejects.toMatchObject({ problem: 'password-lost' });
    // The server that it started to find that out does not stay behind.
    await expect(stat(join(dataDir, 'postgres', 'postmaster.pid'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a setting that PostgreSQL does not take', async () => {
    await expect(start({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /did not start.*invalid value for parameter "shared_buffers"/s,
    );
  });

  test('a data directory that cannot be written', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    await expect(start({ dataDir: join(file, 'below') })).rejects.toThrow(/ENOTDIR|cannot be written/);
  });
});

test('nothing of what a statement carries reaches the log', async () => {
  const server = await start({ onNotice: () => undefined });
  const secret = 'Wilhelmina Secretname';
  await query(server.url, 'CREATE TABLE child (name text PRIMARY KEY, born date, CHECK (name <> $$-$$))');
  await query(server.url, 'INSERT INTO child VALUES ($1)', [secret]);
  const failing: [string, unknown[]][] = [
    ['INSERT INTO child VALUES ($1)', [secret]], // DETAIL: Key (name)=(…) already exists
    ['INSERT INTO child VALUES ($1, $2)', ['x', secret]], // invalid input syntax for type date: "…"
    [`INSERT INTO child VALUES ('${secret}')`, []],
    [`SELECT '${secret}'::int`, []],
    [`SELEKT '${secret}'`, []],
    [`DO $$ BEGIN RAISE WARNING '${secret}'; RAISE EXCEPTION '${secret}'; END $$`, []],
    ['SELECT $1::int', [secret]],
  ];
  for (const [sql, parameters] of failing) await expect(query(server.url, sql, parameters)).rejects.toThrow();
  // A worker that dies in the middle of a statement: PostgreSQL would say which.
  const doomed = query(server.url, `SELECT pg_sleep(60), '${secret}'`).catch((error: Error) => error);
  const pid = await eventually(async () => {
    const [found] = await query(
      server.adminUrl,
      `SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%'`,
    );
    expect(found).toBeDefined();
    return Number(found?.['pid']);
  });
  process.kill(pid, 'SIGKILL');
  expect(await doomed).toBeInstanceOf(Error);
  await eventually(() => query(server.url, 'SELECT 1'));
  await server.stop();
  const log = await readFile(join(dataDir, 'postgres.log'), 'utf8');
  expect(log).toContain('was terminated by signal 9');
  expect(log).not.toMatch(/Wilhelmina|Secretname/);
});

// Ways in which the server runs; what the machine forbids is not among them.
const ways: { way: string; rootMethod?: RootMethod }[] = isRoot
  ? [
      ...(mayUnshare ? [{ way: 'root, in a user namespace', rootMethod: 'namespace' as const }] : []),
      { way: 'root, as another user', rootMethod: 'user' },
    ]
  : [{ way: 'an ordinary user' }];

describe.each(ways)('for $way', ({ rootMethod }) => {
  test('works in a folder that only its owner may enter', async () => {
    await chmod(dataDir, 0o700);
    const first = await start({ rootMethod });
    await query(first.url, `CREATE TABLE thing AS SELECT 7 AS id`);
    await first.stop();
    const second = await start({ rootMethod });
    expect(await query(second.url, 'SELECT id FROM thing')).toEqual([{ id: 7 }]);
    process.kill(second.pid, 'SIGKILL');
    expect(await eventually(() => query(second.url, 'SELECT id FROM thing'))).toEqual([{ id: 7 }]);
    await second.stop();
    expect(await findRunning(dataDir)).toBeUndefined();
  });
});

if (isRoot && (await readable(process.cwd()))) {
  test('what an ordinary user made, root uses as that user, and the user can use it again', async () => {
    const own = { uid: nobody, gid: nobody };
    spawnSync('chown', [`${nobody}:${nobody}`, dataDir]);
    const first = await startElsewhere(own);
    expect(first.adopted).toBe(false);
    await first.stop();
    const asRoot = await start();
    await query(asRoot.url, `CREATE TABLE thing AS SELECT 7 AS id`);
    await asRoot.stop();
    const again = await startElsewhere(own);
    const { url } = (await findRunning(dataDir))!;
    expect(await query(url, 'SELECT id FROM thing')).toEqual([{ id: 7 }]);
    await again.stop();
  });
}

describe('the programs', () => {
  test("links that npm's install script would have made are made", async () => {
    const native = join(dataDir, 'package', 'native');
    await mkdir(join(native, 'bin'), { recursive: true });
    await mkdir(join(native, 'lib'));
    for (const name of ['initdb', 'pg_ctl', 'postgres'])
      await writeFile(join(native, 'bin', name), '', { mode: 0o644 });
    await writeFile(join(native, 'lib', 'libpq.so.5.18'), 'library');
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
    await completeInstall(native);
    await completeInstall(native);
    expect(await readFile(join(native, 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
    expect((await stat(join(native, 'bin', 'postgres'))).mode & 0o111).toBe(0o111);
  });

  test('are copied once to where other users reach them', async () => {
    const installed = await findBinaries();
    // A stand-in of the size of a file, with one link.
    const native = join(dataDir, 'native');
    await mkdir(join(native, 'bin'), { recursive: true });
    for (const program of Object.values(installed)) await writeFile(join(native, 'bin', program.split('/').pop()!), '');
    await symlink('bin/postgres', join(native, 'link'));
    const binaries: Binaries = { ...installed, postgres: join(native, 'bin', 'postgres') };
    const base = join(dataDir, 'base');
    const copy = await copyForOtherUsers(binaries, () => true, [base]);
    expect(dirname(dirname(dirname(copy.postgres)))).toBe(base);
    expect((await stat(base)).mode & 0o777).toBe(0o755);
    expect(await readdir(base)).toHaveLength(1);
    expect(await copyForOtherUsers(binaries, () => true, [base])).toEqual(copy);
    expect(await readdir(base)).toHaveLength(1);
  });

  test('a folder for copies that others may write is not used', async () => {
    const installed = await findBinaries();
    const base = join(dataDir, 'base');
    await mkdir(base);
    await chmod(base, 0o777);
    await expect(copyForOtherUsers(installed, () => true, [base])).rejects.toMatchObject({ problem: 'cannot-run' });
  });
});

test('a data directory can be moved', async () => {
  const first = await start();
  await query(first.url, `CREATE TABLE thing AS SELECT 7 AS id`);
  await first.stop();
  const moved = join(dataDir, 'elsewhere');
  await mkdir(moved);
  for (const name of ['postgres', 'postgres.password']) await rename(join(dataDir, name), join(moved, name));
  const second = await start({ dataDir: moved });
  expect(await query(second.url, 'SELECT id FROM thing')).toEqual([{ id: 7 }]);
  await second.stop();
});

/** Repeats until it does not throw, for at most 20 s. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(25);
    }
  }
}

/** Whether users other than root can reach a folder. */
async function readable(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o005) !== 0o005) return false;
    if (folder === dirname(folder)) return true;
  }
}
