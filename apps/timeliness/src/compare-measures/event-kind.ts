import type { RecordedEvent } from '@ehc/event-store';
import type { EventType } from '@ehc/pathway';

/**
 * What a recorded event is to whoever knew the figures of an earlier day: something put right; something that had
 * happened by that day and was recorded after it; or something that happened since.
 */
export const EVENT_KINDS = ['correction', 'late_entry', 'new'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Events that put right what was recorded before. A resubmitted return without a case takes it back. */
export const CORRECTING: readonly string[] = [
  'FactCorrected',
  'EventStruckOut',
  'RemovedFromReturn',
] as const satisfies readonly EventType[];

/** @param knownOn the civil date of the earlier moment. What happened on a day that is not known is history. */
export const kindOf = (
  { type, happenedOn }: Pick<RecordedEvent, 'type' | 'happenedOn'>,
  knownOn: string,
): EventKind => {
  if (CORRECTING.includes(type)) return 'correction';
  return happenedOn === null || happenedOn <= knownOn ? 'late_entry' : 'new';
};
