import { eventually } from '../eventually.js';
import type { Installation } from '../service/installation.js';
import { leasesRunOut, startAgain } from './after-a-death.js';
import { REBUILT } from './during-a-rebuild.js';
import type { Fault } from './fault.js';

const GAP = 'release.page-before-checkpoint';

/**
 * A release begins in which a read model has other tables: the service fills them beside the served ones when it starts.
 * It is killed while it does; the next start goes on with what is filled.
 */
export const duringARelease: Fault = {
  name: GAP,
  strike: async ({ installation, seeded }) => {
    const model = seeded.oneOf('read model', REBUILT);
    await installation.service.process.kill();
    installation.forgetEnded();
    await makeOld(installation, model);
    await leasesRunOut(installation);
    const starting = installation.run('start', '--port', '0', '--no-demo');
    // The first page, or the end, after the last one.
    await starting.arm({ gap: GAP, pass: seeded.between('pass', 0, 1), signal: 'SIGKILL' });
    const reached = await starting.reached(GAP);
    await starting.kill();
    await startAgain(installation);
    if (!(await eventually(() => isServedAnew(installation, model)))) throw new Error(`${model} is not served anew.`);
    return { what: `the service is killed while it fills new tables of ${model}`, reached };
  },
};

/** No digest of tables, so that what is served fits no code. */
const OLD = 'old';

const makeOld = (installation: Installation, model: string): Promise<unknown> =>
  installation.withDatabase((client) =>
    client.query(`UPDATE projections.build SET definition = $1 WHERE name = $2 AND stage = 'live'`, [OLD, model]),
  );

const isServedAnew = (installation: Installation, model: string): Promise<boolean> =>
  installation.withDatabase(async (client) => {
    const { rows } = await client.query(
      `SELECT FROM projections.build WHERE name = $1 AND stage = 'live' AND definition <> $2`,
      [model, OLD],
    );
    return rows.length === 1;
  });
