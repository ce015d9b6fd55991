import { setTimeout as sleep } from 'node:timers/promises';
import { comesBack, startAgain } from './after-a-death.js';
import {
  allCut,
  appendCut,
  backendKilled,
  type Blow,
  immediateShutdown,
  postmasterKilled,
  projectionsCut,
} from './blows.js';
import type { AnyMoment, Fault, Scene } from './fault.js';

/** How long after the order a fault strikes at most, in milliseconds. */
const MOMENT = 300;

const someMoment = ({ seeded }: Scene): Promise<void> => sleep(seeded.between('moment', 0, MOMENT));

/** Strikes at the database, from which the service must recover without being started again. */
const blow = (name: AnyMoment, { name: what, strike }: Blow): Fault => ({
  name,
  strike: async (scene) => {
    await someMoment(scene);
    await strike(scene.installation);
    await comesBack(scene.installation);
    return { what, reached: true };
  },
});

const killed: Fault = {
  name: 'killed',
  strike: async (scene) => {
    await someMoment(scene);
    await scene.installation.service.process.kill();
    await startAgain(scene.installation);
    return { what: 'the service is killed', reached: true };
  },
};

const stopped: Fault = {
  name: 'stopped',
  strike: async (scene) => {
    await someMoment(scene);
    const { process } = scene.installation.service;
    process.signal('SIGTERM');
    const status = await process.end();
    if (status !== 0) throw new Error(`The service did not stop in order (status ${status}):\n${process.said}`);
    await startAgain(scene.installation);
    return { what: 'the service is stopped in order', reached: true };
  },
};

/** Database and service are killed, and both again while they recover. */
const killedDuringRecovery: Fault = {
  name: 'killed-during-recovery',
  strike: async (scene) => {
    const { installation, seeded } = scene;
    await someMoment(scene);
    await postmasterKilled.strike(installation);
    await installation.service.process.kill();
    installation.forgetEnded();
    const starting = installation.run('start', '--port', '0', '--no-demo');
    await sleep(seeded.between('recovery', 100, 2_500));
    await postmasterKilled.strike(installation);
    await starting.kill();
    await startAgain(installation);
    return { what: 'service and database are killed, and again while they recover', reached: true };
  },
};

/** What happens to a service at no particular moment. */
export const AT_ANY_MOMENT: readonly Fault[] = [
  killed,
  stopped,
  killedDuringRecovery,
  blow('postmaster-killed', postmasterKilled),
  blow('immediate-shutdown', immediateShutdown),
  blow('backend-killed', backendKilled),
  blow('connections-cut', allCut),
  blow('writer-cut', appendCut),
  blow('projections-cut', projectionsCut),
];
