import { AT_ANY_MOMENT } from './faults/at-any-moment.js';
import { beforeTheCommit } from './faults/before-the-commit.js';
import { duringARebuild } from './faults/during-a-rebuild.js';
import type { Fault } from './faults/fault.js';
import { inGap } from './faults/in-a-gap.js';
import { leaseIsLost } from './faults/lease-is-lost.js';
import { GAPS, type GapName } from './gaps.js';
import type { Seeded } from './seeded.js';

const faultIn = (gap: GapName): Fault => (gap.startsWith('rebuild.') ? duringARebuild(gap) : inGap(gap));

/** A fault for every gap. */
export const IN_GAPS: readonly Fault[] = [
  ...(Object.keys(GAPS) as GapName[]).map(faultIn),
  beforeTheCommit,
  leaseIsLost,
];

/** How many faults of each cycle come at any moment. */
const AT_ANY_MOMENT_EACH = 2;

/** So many faults hit every gap once. */
export const CYCLE = IN_GAPS.length + AT_ANY_MOMENT_EACH;

/** The fault with this number (0, 1, 2 …): every gap comes once in each cycle, in an order of its own. */
export const faultAt = (seeded: Seeded, index: number): Fault => {
  const cycle = Math.floor(index / CYCLE);
  const others = Array.from(
    { length: AT_ANY_MOMENT_EACH },
    (_, nth) => AT_ANY_MOMENT[(cycle * AT_ANY_MOMENT_EACH + nth) % AT_ANY_MOMENT.length]!,
  );
  return seeded.of(`cycle ${cycle}`).shuffled([...IN_GAPS, ...others])[index % CYCLE]!;
};
