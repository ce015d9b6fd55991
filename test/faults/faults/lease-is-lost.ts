import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../eventually.js';
import type { GapName } from '../gaps.js';
import type { EhcProcess } from '../service/ehc-process.js';
import type { Installation, Service } from '../service/installation.js';
import { leasesRunOut } from './after-a-death.js';
import type { Fault, Scene } from './fault.js';

/** Where the process that loses its leases stands still: in the midst of a batch, and between two. */
const PAUSED_IN: readonly GapName[] = [
  'projection.loaded-before-rows',
  'projection.begun-before-load',
  'projection.rows-before-checkpoint',
  'projection.committed-before-next',
  'policy.between-commands',
  'policy.command-before-checkpoint',
];

/** How often the leases are left to run out by themselves, which takes ten seconds. */
const IN_TEN_SECONDS = 0.1;

/** How often the process is killed as soon as it has written once more, or would have, with nobody to write after it. */
const LAST_WRITE = 0.5;

/** So long it is given for that, in milliseconds; with the fence in place it never comes to it. */
const TO_WRITE = 1_000;

/**
 * A process is paused in a batch until another one has taken its leases over and worked under them; then it goes on and
 * believes that it holds them still. Either that is the last thing that happens before all is checked, or both take
 * commands for a while, until the first one is killed or stopped.
 */
export const leaseIsLost: Fault = {
  name: 'lease.lost-while-paused',
  strike: async (scene) => {
    const { installation, clients, seeded } = scene;
    const paused = installation.service;
    const gap = seeded.oneOf('gap', PAUSED_IN);
    const what = `the service is paused in ${gap} while another takes its leases over`;
    const other = await installation.start();
    await paused.process.arm({ gap, pass: seeded.between('pass', 0, 3), signal: 'SIGSTOP' });
    let reached = await paused.process.reached(gap);
    if (reached) {
      const before = await tokens(installation);
      if (!seeded.happens('in ten seconds', IN_TEN_SECONDS)) await leasesRunOut(installation);
      reached = await taken(installation, before);
      await clients.getOn(); // by way of the other
    }
    if (seeded.happens('last write', LAST_WRITE)) await writeOnceMore(scene, paused);
    else await goOnTogether(scene, paused);
    await installation.ready(other);
    return { what, reached };
  },
};

/** Nobody records or writes anything after it: so what it writes stays, for all to see. */
const writeOnceMore = async ({ installation, clients }: Scene, { process }: Service): Promise<void> => {
  await clients.pause();
  const order = process.arm({ gap: 'projection.committed-before-next', pass: 0, signal: 'SIGKILL' });
  process.signal('SIGCONT');
  await order;
  await sleep(TO_WRITE);
  await end(installation, process, true);
};

const goOnTogether = async ({ installation, seeded }: Scene, { process }: Service): Promise<void> => {
  process.signal('SIGCONT');
  await sleep(seeded.between('both', 200, 800));
  await end(installation, process, seeded.happens('killed', 0.5));
};

const tokens = (installation: Installation): Promise<Map<string, bigint>> =>
  installation.withDatabase(async (client) => {
    const { rows } = await client.query<{ id: string; token: string }>(
      `SELECT id, lease_token AS token FROM projections.build WHERE stage = 'live'`,
    );
    return new Map(rows.map(({ id, token }) => [id, BigInt(token)]));
  });

/** Whether every lease is taken over. */
const taken = async (installation: Installation, before: ReadonlyMap<string, bigint>): Promise<boolean> =>
  (await eventually(async () => {
    const now = await tokens(installation);
    return [...before].every(([id, token]) => (now.get(id) ?? token + 1n) > token);
  })) ?? false;

const end = async (installation: Installation, process: EhcProcess, kill: boolean): Promise<void> => {
  process.signal(kill ? 'SIGKILL' : 'SIGTERM');
  await process.end();
  installation.forgetEnded();
  if (kill) await leasesRunOut(installation);
};
