import { AT_ANY_MOMENT } from './faults/at-any-moment.js';
import { beforeTheCommit } from './faults/before-the-commit.js';
import { duringARebuild } from './faults/during-a-rebuild.js';
import { duringARelease } from './faults/during-a-release.js';
import type { Fault } from './faults/fault.js';
import { inGap } from './faults/in-a-gap.js';
import { leaseIsLost } from './faults/lease-is-lost.js';
import { GAPS, type GapName } from './gaps.js';
import type { Seeded } from './seeded.js';

/**
 * The log is sealed by the runner that feeds read models too: these two gaps are struck in the work of either, and count
 * as one, so that a campaign of 200 hits every gap ten times.
 */
const IN_SEALING: Partial<Record<GapName, GapName>> = {
  'projection.rows-before-checkpoint': 'seal.leaves-before-checkpoint',
  'projection.committed-before-next': 'seal.committed-before-head',
};

const ofEither = (gap: GapName, inSealing: GapName): Fault => ({
  name: gap,
  strike: async (scene) => {
    if (!scene.seeded.happens('in sealing', 0.5)) return inGap(gap).strike(scene);
    const struck = await inGap(inSealing).strike(scene);
    return { ...struck, what: `${struck.what}, in ${inSealing}` };
  },
});

const faultIn = (gap: GapName): Fault => {
  const inSealing = IN_SEALING[gap];
  if (inSealing) return ofEither(gap, inSealing);
  if (gap === duringARelease.name) return duringARelease;
  return gap.startsWith('rebuild.') ? duringARebuild(gap) : inGap(gap);
};

/** A fault for every gap. */
export const IN_GAPS: readonly Fault[] = [
  ...(Object.keys(GAPS) as GapName[]).filter((gap) => !Object.values(IN_SEALING).includes(gap)).map(faultIn),
  beforeTheCommit,
  leaseIsLost,
];

/** So many faults hit every gap once, and strike once at any moment. */
export const CYCLE = IN_GAPS.length + 1;

/** The fault with this number (0, 1, 2 …): every gap comes once in each cycle, in an order of its own. */
export const faultAt = (seeded: Seeded, index: number): Fault => {
  const cycle = Math.floor(index / CYCLE);
  const other = AT_ANY_MOMENT[cycle % AT_ANY_MOMENT.length]!;
  return seeded.of(`cycle ${cycle}`).shuffled([...IN_GAPS, other])[index % CYCLE]!;
};
