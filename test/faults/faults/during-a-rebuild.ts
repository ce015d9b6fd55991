import type { GapName } from '../gaps.js';
import { comesBack, leasesRunOut } from './after-a-death.js';
import { anyBlow } from './blows.js';
import type { Fault } from './fault.js';

/** Read models of different kinds: one with rows for each entity, one that opens what is sealed, and the facts. */
export const REBUILT = ['casework_cases', 'casework_children', 'timeliness_facts'];

const KILLED = 0.6;

/** A rebuild that somebody asked for beside the service is killed in a gap, or its database is struck at. */
export const duringARebuild = (gap: GapName): Fault => ({
  name: gap,
  strike: async ({ installation, seeded }) => {
    const blow = seeded.happens('killed', KILLED) ? null : anyBlow(seeded);
    const model = seeded.oneOf('read model', REBUILT);
    const what = `the rebuild of ${model} ${blow ? `stands still while ${blow.name}` : 'is killed'}`;
    const rebuild = installation.run('rebuild', model);
    await rebuild.arm({ gap, pass: 0, signal: blow ? 'SIGSTOP' : 'SIGKILL' });
    const reached = await rebuild.reached(gap);
    if (reached && blow) {
      await blow.strike(installation);
      rebuild.signal('SIGCONT');
    }
    await rebuild.end();
    await comesBack(installation);
    // So that the next rebuild is not told that this one is under way.
    await leasesRunOut(installation);
    return { what, reached };
  },
});
