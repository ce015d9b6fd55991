import { spawn, spawnSync } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type ClusterFiles, databaseName, rotateLog, serviceRole } from './cluster.js';
import { connectAsAdmin, isNotReadyYet, isRefusedLogin } from './connect.js';
import { EmbeddedPostgresError } from './error.js';
import { livePostmaster, readPostmasterPid } from './postmaster-pid.js';
import { isAlive } from './process-identity.js';
import { type RunAs, commandFor } from './run-as.js';
import { type PostgresSettings, asArguments, settingsFor } from './settings.js';

/** A server process that answers. */
export interface Server {
  readonly pid: number;
  readonly port: number;
}

/**
 * Starts the server of a cluster that has none, and waits until it answers. About 0.1 s; after a crash as long as
 * recovery takes.
 *
 * @param port to listen on; a free one where left out
 * @throws EmbeddedPostgresError `start-failed`, `start-timeout`, `disk-full`, with the end of PostgreSQL's log
 */
export async function startServer(
  files: ClusterFiles,
  runAs: RunAs,
  password: string,
  { port, settings, timeoutMs }: { port?: number; settings?: PostgresSettings; timeoutMs: number },
): Promise<Server> {
  const deadline = Date.now() + timeoutMs;
  for (let attempt = 1; ; attempt += 1) {
    const candidate = port ?? (await freePort());
    const outcome = await launch(files, runAs, settingsFor(candidate, settings));
    let server: Readiness;
    try {
      server = await waitUntilReady(candidate, password, deadline, () => outcome.ended);
      if (server === 'ready') {
        await createDatabase(candidate, password);
        return { pid: outcome.pid, port: candidate };
      }
    } catch (error) {
      // Nobody could join it, so nobody would ever stop it.
      await stopServer(files, runAs, outcome.pid, 10_000);
      throw error;
    }
    const log = await outcome.logTail();
    if (server === 'timeout') {
      throw new EmbeddedPostgresError(
        'start-timeout',
        `PostgreSQL (process ${outcome.pid}) did not answer within ${timeoutMs / 1000} s. It goes on: if it is recovering from a crash, start again later, and it is used then. The end of ${files.logFile}:\n${log}`,
      );
    }
    // Another program may take the port between our look and the server's.
    const portTaken = /could not bind|Address already in use/i.test(log);
    if (portTaken && port === undefined && attempt < 5) continue;
    // After the postmaster was killed its workers take a moment to notice; until then the data is theirs.
    const stillInUse = /pre-existing shared memory block|lock file ".*" already exists/.test(log);
    if (stillInUse && Date.now() < deadline) {
      await sleep(100);
      continue;
    }
    throw failedStart(files, log, portTaken ? candidate : undefined);
  }
}

/** Waits until a server that we did not start answers. */
export async function waitForServer(
  server: Server,
  password: string,
  files: ClusterFiles,
  timeoutMs: number,
): Promise<void> {
  const outcome = await waitUntilReady(server.port, password, Date.now() + timeoutMs, () => !isAlive(server.pid));
  if (outcome === 'ready') return;
  throw new EmbeddedPostgresError(
    outcome === 'timeout' ? 'start-timeout' : 'start-failed',
    outcome === 'timeout'
      ? `PostgreSQL (process ${server.pid}) is running on ${files.clusterDir} but did not answer within ${timeoutMs / 1000} s; see ${files.logFile}.`
      : `PostgreSQL (process ${server.pid}) ended while we were waiting for it; see ${files.logFile}.`,
  );
}

/**
 * Stops a server in order (connections are cut, everything is written), and without ceremony after `timeoutMs`: the
 * log of changes then brings it back on the next start.
 */
export async function stopServer(files: ClusterFiles, runAs: RunAs, pid: number, timeoutMs: number): Promise<void> {
  signal(files, runAs, pid, 'fast');
  if (await waitForEnd(files, pid, timeoutMs)) return;
  signal(files, runAs, pid, 'immediate');
  if (await waitForEnd(files, pid, 10_000)) return;
  throw new EmbeddedPostgresError(
    'start-timeout',
    `PostgreSQL (process ${pid}) on ${files.clusterDir} could not be stopped.`,
  );
}

/** True once the process has ended; false after `timeoutMs`. */
export async function waitForEnd(files: ClusterFiles, pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (!isAlive(pid) && (await readPostmasterPid(files.clusterDir))?.pid !== pid) return true;
    // Killed from outside it leaves its file behind.
    if (!isAlive(pid) && (await livePostmaster(files.clusterDir)) === undefined) return true;
    if (Date.now() > deadline) return false;
    await sleep(10);
  }
}

function signal(files: ClusterFiles, runAs: RunAs, pid: number, mode: 'fast' | 'immediate'): void {
  if (process.platform === 'win32') {
    const { command, args, options } = commandFor(runAs, 'pg_ctl', files.clusterDir, ['stop', '-W', '-m', mode]);
    spawnSync(command, args, { ...options, stdio: 'ignore' });
    return;
  }
  try {
    // What `pg_ctl stop` sends.
    process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  } catch {
    // It has ended already.
  }
}

interface Launch {
  readonly pid: number;
  /** True once the process has ended. */
  readonly ended: boolean;
  /** What this start has written to the log. */
  logTail(): Promise<string>;
}

async function launch(files: ClusterFiles, runAs: RunAs, settings: PostgresSettings): Promise<Launch> {
  await rotateLog(files);
  const log = await open(files.logFile, 'a', 0o600);
  try {
    const before = (await stat(files.logFile)).size;
    const { command, args, options } = commandFor(runAs, 'postgres', files.clusterDir, asArguments(settings));
    // Detached: Ctrl-C in a terminal goes to the whole group, and would stop the server under our feet.
    const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', log.fd, log.fd] });
    const launched = { ended: false };
    await new Promise<void>((started, failed) => {
      child.once('spawn', started);
      child.once('error', failed);
    });
    child.once('exit', () => (launched.ended = true));
    child.unref();
    return {
      pid: child.pid ?? 0,
      get ended() {
        return launched.ended;
      },
      logTail: async () =>
        (await readFile(files.logFile)).subarray(before).toString('utf8').trim().split('\n').slice(-12).join('\n'),
    };
  } finally {
    await log.close();
  }
}

type Readiness = 'ready' | 'ended' | 'timeout';

async function waitUntilReady(
  port: number,
  password: string,
  deadline: number,
  hasEnded: () => boolean,
): Promise<Readiness> {
  for (let pause = 10; ; pause = Math.min(pause * 1.3, 250)) {
    try {
      const client = await connectAsAdmin(port, password, 'launcher');
      await client.end();
      return 'ready';
    } catch (error) {
      if (isRefusedLogin(error)) {
        throw new EmbeddedPostgresError(
          'password-lost',
          `The server on port ${port} does not take the password of this data directory: its password file was changed. Bring it back from a backup.`,
        );
      }
      if (!isNotReadyYet(error)) throw error;
    }
    if (hasEnded()) return 'ended';
    if (Date.now() > deadline) return 'timeout';
    // Each try while it recovers is a line in its log.
    await sleep(pause);
  }
}

/** Makes the service's role and database, where a first start did not get that far. */
async function createDatabase(port: number, password: string): Promise<void> {
  const client = await connectAsAdmin(port, password, 'launcher');
  try {
    if (!(await hasRow(client, 'SELECT 1 FROM pg_roles WHERE rolname = $1', serviceRole))) {
      // CREATEROLE: the service makes the narrower roles of its parts itself.
      await client.query(`CREATE ROLE ${serviceRole} LOGIN CREATEROLE PASSWORD ${client.escapeLiteral(password)}`);
    }
    if (!(await hasRow(client, 'SELECT 1 FROM pg_database WHERE datname = $1', databaseName))) {
      await client.query(`CREATE DATABASE ${databaseName} OWNER ${serviceRole}`);
    }
  } finally {
    await client.end();
  }
}

async function hasRow(client: pg.Client, sql: string, parameter: string): Promise<boolean> {
  const { rowCount } = await client.query(sql, [parameter]);
  return rowCount === 1;
}

function failedStart(files: ClusterFiles, log: string, takenPort?: number): EmbeddedPostgresError {
  if (takenPort !== undefined) {
    return new EmbeddedPostgresError('start-failed', `PostgreSQL could not listen on port ${takenPort}: it is taken.`);
  }
  if (/No space left on device|Disk quota exceeded/.test(log)) {
    return new EmbeddedPostgresError('disk-full', `There is no space left for PostgreSQL in ${files.dataDir}:\n${log}`);
  }
  if (/Permission denied|has wrong ownership|invalid permissions/.test(log)) {
    return new EmbeddedPostgresError(
      'no-permission',
      `PostgreSQL may not use ${files.clusterDir}: it must belong to the user who starts the service, and be closed to others (mode 0700).\n${log}`,
    );
  }
  return new EmbeddedPostgresError('start-failed', `PostgreSQL did not start. The end of ${files.logFile}:\n${log}`);
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? found(address.port) : failed(new Error('no port'))));
    });
  });
}

/** Whether anything takes connections on a port of this machine. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 2_000 });
    const settle = (listens: boolean): void => {
      socket.destroy();
      answer(listens);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
