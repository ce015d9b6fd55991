import type { PathwayEvent } from '../events/catalogue.js';

/** Whether an event changes what earlier ones say. */
export const isCorrecting = ({ type }: PathwayEvent): boolean => type === 'FactCorrected' || type === 'EventStruckOut';

/**
 * A stream's history as it is believed now: later corrections are applied to the events that they name, struck-out
 * events are gone, and the correcting events themselves are left out. Order is kept.
 *
 * A correction of a correction names the same first event again, so the last one wins.
 */
export const effectiveHistory = (events: readonly PathwayEvent[]): PathwayEvent[] => {
  if (!events.some(isCorrecting)) return [...events];
  const believed = new Map<string, PathwayEvent>();
  for (const event of events) {
    switch (event.type) {
      case 'FactCorrected': {
        const wrong = believed.get(event.payload.event);
        if (wrong) believed.set(wrong.id, withField(wrong, event.payload.field, event.payload.new));
        break;
      }
      case 'EventStruckOut':
        believed.delete(event.payload.event);
        break;
      default:
        believed.set(event.id, event);
    }
  }
  return [...believed.values()];
};

/** The value of a field of an event: `happenedOn`, or a field of the open payload. */
export const fieldOf = (event: PathwayEvent, field: string): unknown =>
  field === 'happenedOn' ? event.happenedOn : (event.payload as Record<string, unknown>)[field];

const withField = (event: PathwayEvent, field: string, value: unknown): PathwayEvent => {
  if (field === 'happenedOn') return { ...event, happenedOn: value as string | null };
  const payload: Record<string, unknown> = { ...event.payload };
  if (value === null || value === undefined) delete payload[field];
  else payload[field] = value;
  return { ...event, payload } as PathwayEvent;
};
