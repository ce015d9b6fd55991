import type { RecordedEvent } from '@ehc/event-store';
import { type PathwayEvent, readEvent } from '@ehc/pathway';

/**
 * The recorded events as folds see them, raised to the current version of their schemas and checked against them. Types
 * that this version does not know are left out, as folds would pass over them.
 *
 * @throws EventVersionUnknown, EventMalformed
 */
export const pathwayEvents = (events: readonly RecordedEvent[]): PathwayEvent[] =>
  events.map(readEvent).filter((event) => event !== null);
