import type { RecordedEvent } from '@ehc/event-store';
import type { RecordedCause } from './comparison-answer.js';

/** What an answer says of an event that moved figures. */
export const recordedCause = (event: RecordedEvent): RecordedCause => {
  const { id, stream, type, happenedOn, recordedAt, position, source, causationId } = event;
  return { id, stream, type, happenedOn, recordedAt, position, source, causedBy: causationId };
};
