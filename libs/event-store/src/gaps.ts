import { channel } from 'node:diagnostics_channel';

/**
 * Moments between two steps at which a process may die and nothing be lost. They are told to whoever listens, which are
 * tests and the fault campaign (test/faults): it kills the process there. With no listener they cost nothing.
 */
export const gaps = {
  /** A call of `events.append` was committed; those who wait for its appends do not know yet. */
  committed: channel('ehc.append.committed'),
  /** Something of a rotation of the master key is on disk, and the next thing is not; tells which step it was. */
  rotated: channel('ehc.keys.rotated'),
};
