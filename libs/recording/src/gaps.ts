import { channel } from 'node:diagnostics_channel';

/** What is told of a moment between two steps of recording. */
export interface RecordingMoment {
  /** Of the stream: case, plan, child, advice or authority. */
  readonly kind: string;
  /** Whether a policy records, because of an event; else somebody who waits for the answer. */
  readonly byPolicy: boolean;
}

/**
 * Moments between two steps of recording at which a process may die and nothing be lost or doubled. They are told to
 * whoever listens, which is the fault campaign (test/faults): it kills the process there. With no listener they cost
 * nothing.
 */
export const gaps = {
  /** The events are sealed, under keys that are on disk; nothing is appended. */
  sealed: channel('ehc.step.sealed'),
  /** The events are recorded; whoever asked is not answered. */
  recorded: channel('ehc.step.recorded'),
};
