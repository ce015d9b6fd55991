import { channel } from 'node:diagnostics_channel';

/** What is told of a moment between two steps of feeding a build. */
export interface FeedingMoment {
  readonly projection: string;
  /** How many events the batch holds. */
  readonly events: number;
  /** Whether a new build is filled stream by stream; else it follows the log. */
  readonly filling: boolean;
}

/**
 * Moments between two steps at which a process may die, or be paused for so long that another takes over, and the read
 * model still equals the log. They are told to whoever listens, which is the fault campaign (test/faults): it kills or
 * pauses the process there. With no listener they cost nothing.
 */
export const gaps = {
  /** The transaction of a batch has begun; its events are about to be handled. */
  begun: channel('ehc.batch.begun'),
  /** The histories of the streams that grow were loaded from the log. */
  loaded: channel('ehc.batch.loaded'),
  /** The rows are written (for a policy: its commands were sent); the checkpoint is not moved. */
  written: channel('ehc.batch.written'),
  /** The checkpoint is moved; nothing is committed. */
  moved: channel('ehc.batch.moved'),
  /** The batch is committed; this process does not count on it yet. */
  committed: channel('ehc.batch.committed'),
  /** A build has caught up and is about to be switched to. */
  filled: channel('ehc.build.filled'),
  /** The views are switched to it; nothing is committed. */
  switched: channel('ehc.build.switched'),
  /** The switch is committed; what it replaced is still there. */
  live: channel('ehc.build.live'),
};
