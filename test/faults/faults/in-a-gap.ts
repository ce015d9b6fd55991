import type { GapName } from '../gaps.js';
import { comesBack, startAgain } from './after-a-death.js';
import { anyBlow } from './blows.js';
import type { Fault } from './fault.js';

/** How often the process itself is killed in the gap; else it stands still there while its database is struck at. */
const KILLED = 0.6;

/** The service is killed in a gap, or stands still in it while its database is struck at, then goes on. */
export const inGap = (gap: GapName): Fault => ({
  name: gap,
  strike: async ({ installation, seeded }) => {
    const { process } = installation.service;
    const blow = seeded.happens('killed', KILLED) ? null : anyBlow(seeded);
    const what = blow ? `the service stands still while ${blow.name}` : 'the service is killed';
    await process.arm({ gap, pass: seeded.between('pass', 0, 3), signal: blow ? 'SIGSTOP' : 'SIGKILL' });
    if (!(await process.reached(gap))) {
      await process.arm(null);
      return { what, reached: false };
    }
    if (blow) {
      await blow.strike(installation);
      process.signal('SIGCONT');
      await comesBack(installation);
    } else {
      await process.end();
      await startAgain(installation);
    }
    return { what, reached: true };
  },
});
