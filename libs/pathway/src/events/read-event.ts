import { raise } from '../upcasters/upcasters.js';
import { definitionOf, type PathwayEvent } from './catalogue.js';
import { checkEvent } from './check-event.js';

/** What the log gives of an event, as far as reading it needs. */
export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly happenedOn: string | null;
  readonly source: PathwayEvent['source'];
  readonly payload: object;
}

/**
 * An event as folds and read models see it: raised to the current version of its schema, and checked against it. Null
 * for a type that this version does not know: newer software may have written it, and folds pass over it.
 *
 * @throws EventVersionUnknown, EventMalformed
 */
export const readEvent = ({
  id,
  type,
  schemaVersion,
  happenedOn,
  source,
  payload,
}: StoredEvent): PathwayEvent | null => {
  const definition = definitionOf(type);
  if (!definition) return null;
  const raised = raise(type, schemaVersion, definition.version, payload);
  checkEvent(type, raised);
  return { id, type, happenedOn, source, payload: raised } as PathwayEvent;
};
