import { type SpawnOptions, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Binaries, copyForOtherUsers } from './binaries.js';
import { EmbeddedPostgresError } from './error.js';

/**
 * As whom PostgreSQL's programs run. They refuse to run as root, and `initdb` as a user without an entry in the list
 * of users (a container started with some number).
 *
 * - `direct`: as ourselves.
 * - `namespace`: in a user namespace, in which we are an ordinary user; files stay ours, and it works in a folder that
 *   only we can enter.
 * - `user`: as an unprivileged user, where namespaces are forbidden (most containers). The data directory is handed to
 *   it as its working directory, so that it needs no right to enter the folders above: no data moves.
 */
export type RunAs =
  | { readonly method: 'direct'; readonly binaries: Binaries }
  | { readonly method: 'namespace'; readonly binaries: Binaries; readonly uid: number }
  | { readonly method: 'user'; readonly binaries: Binaries; readonly uid: number; readonly gid: number };

export type RootMethod = 'namespace' | 'user';

/**
 * Chooses by trying: runs `postgres --version` in each way until one works.
 *
 * @param clusterDir the data; if it belongs to another user already, that one runs the server
 * @param forced for tests: only this way, when we are root
 * @throws EmbeddedPostgresError `cannot-run` with what each way answered
 */
export async function chooseRunAs(binaries: Binaries, clusterDir: string, forced?: RootMethod): Promise<RunAs> {
  const ownUid = process.getuid?.();
  const failures: string[] = [];
  const works = (way: RunAs): boolean => {
    const failure = tryVersion(way);
    if (failure) failures.push(failure);
    return !failure;
  };

  if (ownUid === undefined || (ownUid !== 0 && hasEntry(ownUid))) {
    const way: RunAs = { method: 'direct', binaries };
    if (works(way)) return way;
    throw cannotRun(failures);
  }

  const owner = await stat(clusterDir).catch(() => undefined);
  const ownedByOther = owner !== undefined && owner.uid !== ownUid;
  if (forced !== 'user' && !ownedByOther) {
    const uid = ordinaryUsers()[0]?.uid;
    if (uid !== undefined) {
      const way: RunAs = { method: 'namespace', binaries, uid };
      if (works(way)) return way;
    }
  }
  if (forced !== 'namespace' && ownUid === 0) {
    const user = ownedByOther ? owner : serviceUser();
    if (user) {
      const way = { method: 'user', binaries, uid: user.uid, gid: user.gid } as const;
      if (works(way)) return way;
      const copy = await copyForOtherUsers(binaries, (programs) => works({ ...way, binaries: programs }));
      return { ...way, binaries: copy };
    }
    failures.push('the machine has no user but root');
  }
  throw cannotRun(failures);
}

/** Command, arguments and options with which `program` runs on `directory`. */
export function commandFor(
  runAs: RunAs,
  program: keyof Binaries,
  directory: string,
  args: readonly string[],
): { command: string; args: string[]; options: SpawnOptions } {
  const path = runAs.binaries[program];
  const options: SpawnOptions = { cwd: directory, env: environment() };
  switch (runAs.method) {
    case 'direct':
      return { command: path, args: ['-D', directory, ...args], options };
    case 'namespace':
      return {
        command: 'unshare',
        args: ['--user', `--map-user=${runAs.uid}`, `--map-group=${runAs.uid}`, path, '-D', directory, ...args],
        options,
      };
    case 'user':
      return {
        command: path,
        // Node.js changes the directory first and the user then; /proc/self/cwd leads there without the folders above.
        args: ['-D', '/proc/self/cwd', ...args],
        options: { ...options, uid: runAs.uid, gid: runAs.gid },
      };
  }
}

/** The user to whom the cluster's files must belong, if not to us. */
export function fileOwner(runAs: RunAs): { uid: number; gid: number } | undefined {
  return runAs.method === 'user' ? { uid: runAs.uid, gid: runAs.gid } : undefined;
}

/** Nothing of ours (passwords in variables, PGDATA, PGPORT) reaches the server; messages are in English, to be read. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'SystemRoot', 'COMSPEC'];
  const own = Object.fromEntries(kept.filter((name) => process.env[name]).map((name) => [name, process.env[name]]));
  return { ...own, LC_ALL: 'C' };
}

function tryVersion(runAs: RunAs): string | undefined {
  // `postgres --version` wants no data directory.
  const { command, args, options } = commandFor(runAs, 'postgres', '/', []);
  const { status, error, stderr } = spawnSync(command, [...args.slice(0, args.indexOf('-D')), '--version'], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (status === 0) return undefined;
  return `${runAs.method}: ${error?.message ?? (stderr.trim() || `exit status ${status}`)}`;
}

interface User {
  name: string;
  uid: number;
  gid: number;
}

function users(): User[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
      .filter((user) => user.name !== '' && Number.isInteger(user.uid));
  } catch {
    return [];
  }
}

const ordinaryUsers = (): User[] => users().filter(({ uid }) => uid !== 0);

const serviceUser = (): User | undefined => {
  const known = ordinaryUsers();
  return known.find(({ name }) => name === 'postgres') ?? known.find(({ name }) => name === 'nobody') ?? known[0];
};

/** Users from a directory service are not in the file; `id` knows them. */
const hasEntry = (uid: number): boolean =>
  process.platform !== 'linux' ||
  users().some((user) => user.uid === uid) ||
  spawnSync('id', ['-un', String(uid)], { stdio: 'ignore' }).status === 0;

const cannotRun = (failures: readonly string[]): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    'cannot-run',
    `The PostgreSQL programs do not run here (${failures.join('; ') || 'no way to run them as another user than root'}). ` +
      'They need glibc 2.27 or later (not Alpine) and a user other than root, or leave to make a user namespace. ' +
      'Or set DATABASE_URL to a PostgreSQL server of your own (15 or later).',
  );
