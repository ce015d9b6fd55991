import type { Checkpoint } from './checkpoint.js';

/** The right to feed a build, until another takes it over. */
export interface Lease {
  readonly build: string;
  /** Grows at each take-over; a write that names an older one is refused. */
  readonly token: string;
  /** The build's checkpoint when the lease was taken. */
  readonly checkpoint: Checkpoint;
  /** Aborted once the lease is known to be lost; silence proves nothing, which is why every write is fenced. */
  readonly loss: AbortController;
}
