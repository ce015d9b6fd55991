import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const DEBIAN = '/usr/lib/postgresql';

/** Where `pgbench` is, in the path or where Debian puts it; null where it is not. */
export const findPgbench = async (): Promise<string | null> => {
  const debian = (await readdir(DEBIAN).catch(() => [])).toSorted().map((version) => join(DEBIAN, version, 'bin'));
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), ...debian.toReversed()]) {
    const path = join(folder, 'pgbench');
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
};

/** Transactions a second of a script, with 32 connections. */
export const pgbenchRate = async (pgbench: string, url: string, script: string, forMs: number): Promise<number> => {
  const { hostname, port, username, password, pathname } = new URL(url);
  const { stdout } = await promisify(execFile)(
    pgbench,
    ['-n', '-M', 'prepared', '-c', '32', '-j', '2', '-T', String(Math.ceil(forMs / 1_000)), '-f', script],
    {
      env: {
        PATH: process.env['PATH'],
        PGHOST: hostname,
        PGPORT: port,
        PGUSER: username,
        PGPASSWORD: decodeURIComponent(password),
        PGDATABASE: pathname.slice(1),
      },
    },
  );
  const rate = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
  if (rate === undefined) throw new Error(`pgbench did not say how fast it was:\n${stdout}`);
  return Number(rate);
};
