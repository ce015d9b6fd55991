import type pg from 'pg';
import { eventually } from '../eventually.js';
import { comesBack, startAgain } from './after-a-death.js';
import { appendCut, type Blow, backendKilled, immediateShutdown, postmasterKilled } from './blows.js';
import type { Fault } from './fault.js';

/** The lock that `events.append` takes first and keeps to its commit (005-record-then-look.sql). */
const APPEND_LOCK = 4_850_384_411;

/**
 * The lock of the log is held, so that the next append is sent and certainly not committed. Then the service is killed,
 * or the server under it; the lock is given back; what was under way is committed or rolled back by the server.
 */
export const beforeTheCommit: Fault = {
  name: 'append.before-commit',
  strike: async ({ installation, seeded }) => {
    const { process } = installation.service;
    const blow = seeded.oneOf<Blow | null>('blow', [
      null,
      null,
      appendCut,
      backendKilled,
      immediateShutdown,
      postmasterKilled,
    ]);
    const what = blow ? `the service stands still while ${blow.name}` : 'the service is killed';
    const reached = await installation.withDatabase(async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT pg_advisory_xact_lock($1)', [APPEND_LOCK]);
      if (!(await someoneWaits(client))) return false;
      process.signal('SIGSTOP');
      if (blow) await blow.strike(installation);
      else await process.kill();
      return true;
    });
    if (process.ended) await startAgain(installation);
    else {
      process.signal('SIGCONT');
      await comesBack(installation);
    }
    return { what, reached };
  },
};

/** Whether an append waits for the lock that we hold: it has been sent, and is not committed. */
const someoneWaits = (client: pg.Client): Promise<boolean | undefined> =>
  eventually(async () => {
    const { rows } = await client.query(
      `SELECT FROM pg_stat_activity
        WHERE application_name = 'ehc event store: append' AND wait_event_type = 'Lock' AND wait_event = 'advisory'`,
    );
    return rows.length > 0;
  });
