import { unavailable } from '@ehc/platform';
import { ProjectionFailed, type ProjectionOperations, WaitTimeout } from '@ehc/projections';

/** What tells how far the read models are, and how long to wait for them. */
export interface Waiting {
  readonly readModels: Pick<ProjectionOperations, 'waitFor'>;
  /** In milliseconds. Default 2,000. */
  readonly patienceMs?: number;
}

const PATIENCE = 2_000;

/** Waits until the read models named hold everything up to a position. @throws Problem 503 */
export const caughtUpWith = async (
  names: readonly string[],
  position: string,
  { readModels, patienceMs }: Waiting,
): Promise<void> => {
  try {
    await readModels.waitFor(position, names, patienceMs ?? PATIENCE);
  } catch (error) {
    if (error instanceof WaitTimeout) {
      throw unavailable(
        'catching-up',
        'The read models are catching up with what was recorded. Ask again in a moment.',
      );
    }
    if (error instanceof ProjectionFailed) {
      throw unavailable(
        'read-models-stopped',
        'The read models have stopped; whoever looks after the service can tell why.',
      );
    }
    throw error;
  }
};
