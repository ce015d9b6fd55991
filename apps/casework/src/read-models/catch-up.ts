import type { Position } from '@ehc/event-store';
import { unavailable } from '@ehc/platform';
import { type ProjectionOperations, WaitTimeout } from '@ehc/projections';

/** DI token: what tells how far the read models are. */
export const READ_MODELS = Symbol('ReadModels');

/** How long a query waits for what its caller has just recorded, in milliseconds. */
const PATIENCE = 2_000;

/** Read your own writes: waits until the read models show what was recorded at a position. */
export const upTo = async (
  readModels: Pick<ProjectionOperations, 'waitFor'>,
  position: Position | undefined,
): Promise<void> => {
  if (position === undefined) return;
  try {
    await readModels.waitFor(
      position,
      ['casework_children', 'casework_cases', 'casework_plans', 'casework_advice'],
      PATIENCE,
    );
  } catch (error) {
    if (!(error instanceof WaitTimeout)) throw error;
    throw unavailable('catching-up', 'The read models have not come to that position yet. Ask again in a moment.');
  }
};
