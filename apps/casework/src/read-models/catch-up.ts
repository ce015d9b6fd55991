import { comparePositions, type EventStore, type Position } from '@ehc/event-store';
import { badRequest, unavailable } from '@ehc/platform';
import { type ProjectionOperations, WaitTimeout } from '@ehc/projections';

/** DI token: what tells how far the read models are. */
export const READ_MODELS = Symbol('ReadModels');

/** How long a query waits for what its caller has just recorded, in milliseconds. */
const PATIENCE = 2_000;

/** Read your own writes: waits until the read models show what was recorded at a position. */
export const upTo = async (
  readModels: Pick<ProjectionOperations, 'waitFor'>,
  store: Pick<EventStore, 'head'>,
  position: Position | undefined,
): Promise<void> => {
  if (position === undefined) return;
  if (comparePositions(position, await store.head()) > 0) {
    throw badRequest('no-such-position', 'Nothing is recorded at that position. Give one that a command answered.');
  }
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
