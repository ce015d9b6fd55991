import { checkEvent, type EventType, type PathwayEvent, type Payload } from '../src/index.js';

/** Ids that are easy to tell apart: `id(3)` ends in 3. */
export const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

let count = 0;

/** Something that happened. Its event's id is counted up, so that a correction can name it. */
export const happened = <T extends EventType>(
  type: T,
  happenedOn: string | null,
  payload: Payload<T>,
  source: PathwayEvent['source'] = 'entered',
): PathwayEvent => {
  checkEvent(type, payload);
  return { id: id(900_000 + count++), type, happenedOn, source, payload } as PathwayEvent;
};

/** The same, brought by a return. */
export const imported = <T extends EventType>(type: T, happenedOn: string | null, payload: Payload<T>): PathwayEvent =>
  happened(type, happenedOn, payload, 'imported');
