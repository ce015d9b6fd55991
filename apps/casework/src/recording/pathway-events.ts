import type { RecordedEvent } from '@ehc/event-store';
import { checkEvent, definitionOf, type PathwayEvent } from '@ehc/pathway';

/**
 * The recorded events as folds see them, each checked against its schema. Types that this version does not know are
 * left out, as folds would pass over them.
 *
 * @throws EventMalformed
 */
export const pathwayEvents = (events: readonly RecordedEvent[]): PathwayEvent[] =>
  events
    .filter((event) => definitionOf(event.type))
    .map((event) => {
      checkEvent(event.type, event.payload);
      const { id, type, happenedOn, source, payload } = event;
      return { id, type, happenedOn, source, payload } as PathwayEvent;
    });
