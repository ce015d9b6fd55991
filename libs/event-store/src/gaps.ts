import { channel } from 'node:diagnostics_channel';

/**
 * Moments between two steps of an append at which a process may die and nothing be lost. They are told to whoever
 * listens, which is the fault campaign (test/faults): it kills the process there. With no listener they cost nothing.
 */
export const gaps = {
  /** A call of `events.append` was committed; those who wait for its appends do not know yet. */
  committed: channel('ehc.append.committed'),
};
