import type { RecordedEvent } from '@ehc/event-store';

/** Ids of an authority's records, by the parameter of a path that names such a record. */
export type Records = Readonly<Record<string, readonly string[]>>;

/** By what each kind of stream is named in paths. */
const STREAMS: Readonly<Record<string, string>> = {
  case: 'caseId',
  plan: 'planId',
  child: 'childId',
  advice: 'adviceId',
};

/** By what the ids within payloads are named in paths. */
const WITHIN: Readonly<Record<string, string>> = {
  exception: 'exceptionId',
  consultation: 'consultationId',
  contact: 'contactId',
  correction: 'correctionId',
};

/** The records of which a log tells. */
export const recordsIn = (events: readonly RecordedEvent[], authority: string): Records => {
  const ids: Record<string, Set<string>> = { eventId: new Set() };
  const add = (name: string, id: string): void => void (ids[name] ??= new Set()).add(id);
  for (const event of events.filter((one) => one.authority === authority)) {
    const [kind, ...rest] = event.stream.split('-');
    add('eventId', event.id);
    if (STREAMS[kind!]) add(STREAMS[kind!]!, rest.join('-'));
    for (const [field, value] of Object.entries(event.payload as Record<string, unknown>)) {
      if (WITHIN[field] && typeof value === 'string') add(WITHIN[field], value);
    }
  }
  return Object.fromEntries(Object.entries(ids).map(([name, set]) => [name, [...set]]));
};
