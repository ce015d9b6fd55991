import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { postgresMajor } from './binaries.js';
import { EmbeddedPostgresError, explainFileError } from './error.js';
import { type RunAs, commandFor, fileOwner } from './run-as.js';

/** Where a data directory keeps what belongs to its PostgreSQL. */
export interface ClusterFiles {
  readonly dataDir: string;
  /** PostgreSQL's own data directory. */
  readonly clusterDir: string;
  /** Generated once; mode 0600. */
  readonly passwordFile: string;
  readonly logFile: string;
  readonly lockFile: string;
}

export function clusterFiles(dataDir: string): ClusterFiles {
  const absolute = resolve(dataDir);
  return {
    dataDir: absolute,
    clusterDir: join(absolute, 'postgres'),
    passwordFile: join(absolute, 'postgres.password'),
    logFile: join(absolute, 'postgres.log'),
    lockFile: join(absolute, 'postgres.lock'),
  };
}

/** The superuser of the cluster: for making databases, and for nothing else. */
export const adminUser = 'postgres';
/** The role that the service works as: owner of its database, no superuser, so that what works here works anywhere. */
export const serviceRole = 'ehc';
/** The one database of a cluster. */
export const databaseName = 'ehc';

/** @throws EmbeddedPostgresError `no-permission` or `disk-full` */
export async function prepareDataDir({ dataDir }: ClusterFiles): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/**
 * Whether there is a cluster that our binaries can open.
 *
 * @throws EmbeddedPostgresError `other-version`, or `not-a-cluster` when something else is in its place
 */
export async function hasCluster({ clusterDir, dataDir }: ClusterFiles): Promise<boolean> {
  let version: string;
  try {
    version = (await readFile(join(clusterDir, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw explainFileError(error, clusterDir);
    const found = await readdir(clusterDir).catch(() => [] as string[]);
    if (found.length === 0) return false;
    throw new EmbeddedPostgresError(
      'not-a-cluster',
      `${clusterDir} is not empty and is no PostgreSQL data directory. Move it away, or choose another data directory.`,
    );
  }
  if (version === String(postgresMajor)) return true;
  throw new EmbeddedPostgresError(
    'other-version',
    `The data in ${clusterDir} was written by PostgreSQL ${version}; this release brings PostgreSQL ${postgresMajor}, ` +
      'which cannot open it. Nothing was changed. To bring the data over: start the release that wrote it, ' +
      `dump its database "${databaseName}" with pg_dump ${postgresMajor}, stop it, move ${clusterDir} aside, start this ` +
      `release once so that it makes a new one, and restore the dump with pg_restore. Keep the rest of ${dataDir}.`,
  );
}

/** The password of both roles; generated where there is no cluster yet. */
export async function readPassword({ passwordFile, clusterDir }: ClusterFiles, mayCreate: boolean): Promise<string> {
  try {
    const password = (await readFile(passwordFile, 'utf8')).trim();
    if (password !== '') return password;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw explainFileError(error, passwordFile);
  }
  if (!mayCreate) {
    throw new EmbeddedPostgresError(
      'password-lost',
      `${passwordFile} is missing, and the data in ${clusterDir} cannot be opened without it. Bring it back from a backup.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  try {
    const half = `${passwordFile}.new`;
    await writeFile(half, password, { mode: 0o600, flush: true });
    await rename(half, passwordFile);
  } catch (error) {
    throw explainFileError(error, passwordFile);
  }
  return password;
}

/**
 * Makes the cluster beside its place and moves it there when it is whole: one that was cut short is made anew. About
 * 0.6 s.
 *
 * @param durable whether it must survive a power cut right after
 */
export async function createCluster(
  files: ClusterFiles,
  runAs: RunAs,
  password: string,
  { durable }: { durable: boolean },
): Promise<void> {
  const { dataDir, clusterDir } = files;
  for (const name of await readdir(dataDir)) {
    // The start lock is ours, so whoever was making one of these has ended.
    if (name.startsWith('postgres.making-')) await rm(join(dataDir, name), { recursive: true, force: true });
  }
  const owner = fileOwner(runAs);
  const making = await mkdtemp(join(dataDir, 'postgres.making-')).catch((error: unknown) => {
    throw explainFileError(error, dataDir);
  });
  // Outside the data directory, because another user than we may have to read it.
  const secrets = await mkdtemp(join(tmpdir(), 'ehc-'));
  try {
    const passwordFile = join(secrets, 'password');
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    await chmod(making, 0o700);
    if (owner) for (const path of [making, passwordFile, secrets]) await chown(path, owner.uid, owner.gid);
    await runInitdb(runAs, making, passwordFile, durable);
    await rename(making, clusterDir).catch((error: unknown) => {
      throw explainFileError(error, clusterDir);
    });
  } finally {
    await rm(secrets, { recursive: true, force: true });
    await rm(making, { recursive: true, force: true });
  }
}

async function runInitdb(runAs: RunAs, directory: string, passwordFile: string, durable: boolean): Promise<void> {
  const { command, args, options } = commandFor(runAs, 'initdb', directory, [
    `--username=${adminUser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--data-checksums',
    '--encoding=UTF8',
    // PostgreSQL's own C.UTF-8: the order of text does not hang on the machine's C library, so no index breaks when
    // that is upgraded or the data moves to another machine.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--text-search-config=english',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]);
  const { status, output } = await new Promise<{ status: number | null; output: string }>((done, failed) => {
    let output = '';
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', failed);
    child.on('close', (code) => done({ status: code, output }));
  });
  if (status === 0) return;
  const full = /No space left on device|Disk quota exceeded/.test(output);
  throw new EmbeddedPostgresError(
    full ? 'disk-full' : 'start-failed',
    `PostgreSQL could not make its data directory in ${directory} (initdb, exit status ${status}): ${output.trim()}`,
  );
}

/** Cuts the log when it has grown: one older one is kept. */
export async function rotateLog({ logFile }: ClusterFiles, maxBytes = 10_000_000): Promise<void> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > maxBytes) await rename(logFile, `${logFile}.1`).catch(() => undefined);
}
