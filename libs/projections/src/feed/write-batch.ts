import type { Position, RecordedEvent } from '@ehc/event-store';
import { gaps } from '../gaps.js';
import { followsStreams, type Projection } from '../projection.js';
import type { Application } from './apply.js';
import type { Log } from './feeder-options.js';
import { grownStreams } from './followed-streams.js';

/** What writes the rows of a batch: followed events after `from`, in order. */
export const writeBatch =
  (
    { store, projection }: { readonly store: Pick<Log, 'readStreams'>; readonly projection: Projection },
    events: readonly RecordedEvent[],
    from: Position,
  ): Application['write'] =>
  async (transaction, schema) => {
    if (events.length === 0) return;
    if (!followsStreams(projection)) return projection.handle(events, transaction, schema);
    const streams = await grownStreams(store, projection, events, from);
    gaps.loaded.publish(null);
    await projection.write(streams, transaction, schema);
  };
