import type { Seeded } from '../seeded.js';
import type { Installation } from '../service/installation.js';

/** What is done to the database under a service, which goes on or stands still meanwhile. */
export interface Blow {
  readonly name: string;
  readonly strike: (installation: Installation) => Promise<void>;
}

/** Sends a signal to PostgreSQL's main process. */
const signalPostmaster = async (installation: Installation, signal: NodeJS.Signals): Promise<void> => {
  const postmaster = await installation.postmaster();
  if (postmaster !== undefined) process.kill(postmaster, signal);
};

/** Whose sessions: of the service, by the name that each of its parts gives itself. */
const SESSIONS = {
  'all its connections': `application_name LIKE 'ehc%'`,
  'the connection that appends': `application_name = 'ehc event store: append'`,
  'the connections of read models and policies': `application_name IN ('ehc', 'ehc followers')`,
} as const;

const ofTheService = (whose: keyof typeof SESSIONS): string =>
  `FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid() AND ${SESSIONS[whose]}`;

const cut = (whose: keyof typeof SESSIONS): Blow => ({
  name: `${whose} are cut`.replace('connection that appends are', 'connection that appends is'),
  strike: (installation) =>
    installation.withDatabase(async (client) => {
      await client.query(`SELECT pg_terminate_backend(pid) ${ofTheService(whose)}`);
    }),
});

export const postmasterKilled: Blow = {
  name: "PostgreSQL's main process is killed",
  strike: (installation) => signalPostmaster(installation, 'SIGKILL'),
};

export const immediateShutdown: Blow = {
  name: 'PostgreSQL is shut down at once',
  strike: (installation) => signalPostmaster(installation, 'SIGQUIT'),
};

/** PostgreSQL then ends every session and recovers, for it cannot know what that backend left behind. */
export const backendKilled: Blow = {
  name: 'one backend is killed',
  strike: async (installation) => {
    const backend = await installation.withDatabase(async (client) => {
      const { rows } = await client.query<{ pid: number }>(
        `SELECT pid ${ofTheService('all its connections')} ORDER BY state = 'idle', random() LIMIT 1`,
      );
      return rows[0]?.pid;
    });
    if (backend !== undefined) process.kill(backend, 'SIGKILL');
  },
};

export const allCut = cut('all its connections');
export const appendCut = cut('the connection that appends');
export const projectionsCut = cut('the connections of read models and policies');

const BLOWS = [postmasterKilled, immediateShutdown, backendKilled, allCut, appendCut, projectionsCut];

export const anyBlow = (seeded: Seeded): Blow => seeded.oneOf('blow', BLOWS);
