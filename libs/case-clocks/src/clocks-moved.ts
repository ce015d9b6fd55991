import type { ClockReading } from './clock-reading.js';

/** What a step did to one clock. */
export interface MovedClock {
  readonly rule: string;
  /** What is due, in plain words. */
  readonly name: string;
  /** The last day in time, as it now stands. */
  readonly due: string | null;
  readonly status: ClockReading['status'];
  /** `started`: it runs since this step. `stopped`: it runs no more. `changed`: it runs on, otherwise than before. */
  readonly moved: 'started' | 'stopped' | 'changed';
  /** The clock before the step; left out where it did not run. */
  readonly before?: ClockReading;
  readonly after: ClockReading;
}

/** Which clocks a step moved: those of before and after it, read on the same day. */
export const clocksMoved = (before: readonly ClockReading[], after: readonly ClockReading[]): MovedClock[] => {
  const known = new Map(before.map((clock) => [clock.key, clock]));
  return after.flatMap((clock) => {
    const was = known.get(clock.key);
    const moved = movement(was, clock);
    if (!moved) return [];
    const { rule, name, due, status } = clock;
    return [{ rule, name, due, status, moved, ...(was ? { before: was } : {}), after: clock }];
  });
};

const movement = (was: ClockReading | undefined, is: ClockReading): MovedClock['moved'] | null => {
  const ran = was !== undefined && runs(was);
  if (!ran && runs(is)) return 'started';
  if (ran && !runs(is)) return 'stopped';
  if (was === undefined) return 'stopped';
  return same(was, is) ? null : 'changed';
};

const runs = (clock: ClockReading): boolean => clock.status === 'open' || clock.status === 'overdue';

/** Whether two readings, or parts of them, say the same. Most steps move no clock, so that this is asked of each of them. */
const same = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => name in other && same(one[name as never], other[name as never]))
  );
};
