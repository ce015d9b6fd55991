import { AT_MOST } from './eventually.js';
import { type Findings, isWell } from './checks/check.js';
import type { Struck } from './faults/fault.js';
import { CYCLE, faultAt } from './schedule.js';
import { Seeded } from './seeded.js';
import type { Build } from './service/ehc-process.js';
import { UnderLoad } from './under-load.js';

/** How often a fault is repeated whose gap was not reached. */
const ATTEMPTS = 4;

/** Longest that a fault may take with all that is checked after it, in milliseconds. */
const LONGEST = 5 * AT_MOST;

export interface CampaignOptions {
  readonly build: Build;
  readonly seed: number;
  /** Numbers of the faults, as `faultAt` numbers them. */
  readonly faults: readonly number[];
  /** Told of each fault when it is over. */
  readonly tell: (result: FaultResult) => void;
  /** Whether to go no further after a fault that has broken something. */
  readonly stopAtFirst?: boolean;
}

/** What one fault has shown. */
export interface FaultResult extends Struck, Findings {
  readonly index: number;
  /** The gap, or the kind of blow. */
  readonly name: string;
  /** How often the gap was missed before. */
  readonly missed: number;
  readonly ms: number;
}

/**
 * Lets faults strike at a service under load, one after the other, and checks everything after each. Every cycle begins
 * with a new installation, so that what is checked stays of one size, and so does one that follows a broken one.
 */
export const runCampaign = async ({
  build,
  seed,
  faults,
  tell,
  stopAtFirst = false,
}: CampaignOptions): Promise<FaultResult[]> => {
  const seeded = new Seeded(`seed ${seed}`);
  const results: FaultResult[] = [];
  let world: UnderLoad | null = null;
  try {
    for (const [nth, index] of faults.entries()) {
      if (nth % CYCLE === 0 || world === null) {
        await world?.end();
        world = null; // even where the next one cannot begin
        world = await UnderLoad.begin(build, seeded.of(`load from ${index}`));
      }
      const result = await strikeUntilReached(world, seeded, index);
      results.push(result);
      tell(result);
      if (isWell(result)) continue;
      if (stopAtFirst) break;
      await world.end();
      world = null;
    }
  } finally {
    await world?.end();
  }
  return results;
};

const strikeUntilReached = async (world: UnderLoad, seeded: Seeded, index: number): Promise<FaultResult> => {
  const fault = faultAt(seeded, index);
  const begun = performance.now();
  const resultOf = (struck: Struck & Findings, missed: number): FaultResult => ({
    ...struck,
    index,
    name: fault.name,
    missed,
    ms: performance.now() - begun,
  });
  for (let missed = 0; ; missed++) {
    try {
      const struck = await inTime(world.strike(fault, seeded.of(`fault ${index}`).of(missed)));
      if (struck.reached || !isWell(struck)) return resultOf(struck, missed);
      if (missed + 1 >= ATTEMPTS) return resultOf({ ...struck, wrong: ['the gap was not reached'] }, missed);
    } catch (error) {
      const wrong = [(error as Error).message];
      const what = 'it does not come to its end';
      return resultOf({ what, reached: false, lost: [], doubled: [], wrong, events: 0 }, missed);
    }
  }
};

/** @throws Error where the work is not done in time */
const inTime = async <Result>(work: Promise<Result>): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing happens any more after ${LONGEST / 1_000} s`)), LONGEST);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
