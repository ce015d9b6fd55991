import { type Position, START } from '@ehc/event-store';
import { followsStreams, type Projection } from '../projection.js';

/** How far a build has come. */
export interface Checkpoint {
  /** Everything up to here is in its tables; the start of the log while they are filled stream by stream. */
  readonly position: Position;
  /** How far that is; null once it is done. */
  readonly filling: Filling | null;
}

export interface Filling {
  /** The last stream, by the bytes of its name, whose rows are in the tables; empty before the first. */
  readonly stream: string;
  /** Up to where histories are taken; null before the first. */
  readonly upTo: Position | null;
}

/** Where a new build of a projection stands. */
export const beginningOfBuild = (projection: Projection): Checkpoint => ({
  position: START,
  filling: followsStreams(projection) ? { stream: '', upTo: null } : null,
});

/** Columns of `projections.build` that hold it. */
export const CHECKPOINT_COLUMNS = 'position, filled_to, fill_until';

export interface CheckpointRow {
  readonly position: Position;
  readonly filled_to: string | null;
  readonly fill_until: Position | null;
}

export const checkpointOf = ({ position, filled_to, fill_until }: CheckpointRow): Checkpoint => ({
  position,
  filling: filled_to === null ? null : { stream: filled_to, upTo: fill_until },
});
