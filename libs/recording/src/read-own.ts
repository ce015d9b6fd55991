import type { EventStore, RecordedEvent } from '@ehc/event-store';
import type { StreamKind } from '@ehc/pathway';
import { refused } from './problem.js';
import { notFound } from './refusal.js';

/**
 * The history of a record of one authority. Another authority's is answered exactly as one that does not exist.
 * @throws Problem 404
 */
export const readOwn = async (
  store: Pick<EventStore, 'readStream'>,
  authority: string,
  kind: StreamKind,
  id: string,
): Promise<readonly RecordedEvent[]> => {
  const history = await store.readStream(`${kind}-${id}`);
  if (history[0]?.authority !== authority) throw refused(notFound(kind));
  return history;
};
