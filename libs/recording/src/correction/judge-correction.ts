import { checkEvent, definitionOf, effectiveHistory, EventMalformed, fieldOf, type PathwayEvent } from '@ehc/pathway';
import { isCivilDate } from '@ehc/statutory-clock';
import type { TSchema } from '@sinclair/typebox';
import { invalid, outOfOrder, Refusal } from '../refusal.js';
import type { Circumstances } from '../step.js';
import type { StreamDefinition } from '../stream.js';
import { sameJson } from '../same-json.js';
import { violations } from './violations.js';

/** What is to be corrected: a field of an event, or with field `*` the whole event, which is struck out. */
export interface Correction {
  readonly event: string;
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
}

export const WHOLE_EVENT = '*';

/** Where the field lies. */
export type Place = 'event' | 'open' | 'sealed';

/**
 * Whether a correction may be made: the event is there, the old value is what is recorded, the new one is a value of
 * that field, and the history that comes of it still keeps the order of the steps. Answers where the field lies.
 */
export const judgeCorrection = <State>(
  stream: StreamDefinition<State>,
  correction: Correction,
  circumstances: Circumstances,
): Refusal | { readonly place: Place; readonly event: PathwayEvent } => {
  const { history } = circumstances;
  const event = effectiveHistory(history).find((one) => one.id === correction.event);
  if (!event) {
    return invalid(
      'event',
      `There is no such event on this ${stream.noun}.`,
      'Give the id of an event as the timeline shows it; one that was struck out cannot be corrected.',
    );
  }
  if (['CorrectionRequested', 'CorrectionDeclined'].includes(event.type)) {
    return invalid('event', 'A request for a correction cannot be corrected itself.', 'Decline it and ask anew.');
  }
  const place = placeOf(event, correction.field);
  if (!place) {
    return invalid(
      'field',
      `The event ${event.type} has no field of that name.`,
      `Name one of ${fieldsOf(event).join(', ')}, or * for the whole event.`,
    );
  }
  const wrong = place === 'event' ? undefined : wrongValue(event, place, correction, circumstances);
  return wrong ?? wrongOrder(stream, correction, event, place, history) ?? { place, event };
};

/** The fields of an event that can be corrected. Ids tie events together: they are not corrected, the event is struck out. */
const fieldsOf = (event: PathwayEvent): string[] => {
  const { open, sealed } = definitionOf(event.type)!;
  const names = Object.entries({ ...open.properties, ...sealed?.properties } as Record<string, TSchema>)
    .filter(([, schema]) => !isId(schema))
    .map(([name]) => name);
  return ['happenedOn', ...names];
};

const isId = (schema: TSchema): boolean => String(schema.pattern).startsWith('^[0-9a-f]{8}-');

const placeOf = (event: PathwayEvent, field: string): Place | null => {
  if (field === WHOLE_EVENT) return 'event';
  if (!fieldsOf(event).includes(field)) return null;
  return field === 'happenedOn' || field in definitionOf(event.type)!.open.properties ? 'open' : 'sealed';
};

/** The value of a sealed field as it is believed now: the last correction of it wins. */
export const sealedValue = (event: string, field: string, { history, opened }: Circumstances): unknown => {
  const corrected = history.findLast(
    (one) => one.type === 'FactCorrected' && one.payload.event === event && one.payload.field === field,
  );
  return corrected ? opened(corrected.id)?.new : opened(event)?.[field];
};

const wrongValue = (
  event: PathwayEvent,
  place: Place,
  { field, old, new: right }: Correction,
  circumstances: Circumstances,
): Refusal | undefined => {
  if (place === 'sealed' && circumstances.opened(event.id) === null) {
    return outOfOrder(
      'What is sealed in this event can be read no more: the child has been forgotten.',
      'There is nothing to correct.',
    );
  }
  const recorded = place === 'sealed' ? sealedValue(event.id, field, circumstances) : fieldOf(event, field);
  if (!sameJson(recorded, old)) {
    return invalid(
      'old',
      'The old value is not what is recorded.',
      'Load the event again and give its value as it stands; perhaps it was corrected meanwhile.',
    );
  }
  if (sameJson(recorded, right)) {
    return invalid('new', 'The new value is the old one.', 'Give the value that is right.');
  }
  if (field === 'happenedOn') {
    if (!isCivilDate(right))
      return invalid('new', 'The new value is no date that exists.', 'Give a date, written YYYY-MM-DD.');
    return right > circumstances.today
      ? invalid(
          'new',
          `${right} lies in the future: today is ${circumstances.today}.`,
          'Give the day on which it was done, today or earlier.',
        )
      : undefined;
  }
  return fits(event, place, field, right)
    ? undefined
    : invalid(
        'new',
        `The new value is none that ${field} can have.`,
        'The description of the step in the API says which values it takes.',
      );
};

/** Whether the event with the new value would still be one of its type. */
const fits = (event: PathwayEvent, place: Place, field: string, right: unknown): boolean => {
  const { open, sealed } = definitionOf(event.type)!;
  const schema = ((place === 'open' ? open : sealed!).properties as Record<string, TSchema>)[field]!;
  if (typeof right === 'string' && schema.pattern === '^\\d{4}-\\d{2}-\\d{2}$' && !isCivilDate(right)) return false;
  const change = (payload: object): object => {
    const changed: Record<string, unknown> = { ...payload };
    if (right === null || right === undefined) delete changed[field];
    else changed[field] = right;
    return changed;
  };
  try {
    checkEvent(event.type, place === 'open' ? change(event.payload) : event.payload);
    // Of what is sealed the other fields are not at hand; they were checked when they were recorded.
    if (place === 'sealed' && right !== null && right !== undefined) {
      checkEvent(event.type, event.payload, change(neededBeside(event, field)));
    }
    return true;
  } catch (error) {
    if (error instanceof EventMalformed) return false;
    throw error;
  }
};

/** Stand-ins for the other sealed fields that the schema requires. */
const neededBeside = (event: PathwayEvent, field: string): object => {
  const required = (definitionOf(event.type)!.sealed?.required ?? []) as readonly string[];
  return Object.fromEntries(required.filter((name) => name !== field).map((name) => [name, '-']));
};

/** The corrected history must keep the order of the steps, as far as the one before did. */
const wrongOrder = <State>(
  stream: StreamDefinition<State>,
  correction: Correction,
  event: PathwayEvent,
  place: Place,
  history: readonly PathwayEvent[],
): Refusal | undefined => {
  if (place === 'sealed') return undefined;
  if (place === 'event' && event.id === history[0]?.id) {
    return outOfOrder(
      `This is the event with which the ${stream.noun} begins; it cannot be struck out.`,
      stream.kind === 'case' ? 'Close the case as opened in error (closing).' : 'Correct its fields instead.',
    );
  }
  const before = violations(stream, history);
  const after = violations(stream, [...history, correcting(correction, place)]);
  for (const [id, refusal] of after) {
    if (before.has(id)) continue;
    const broken = history.find((one) => one.id === id)!;
    return outOfOrder(
      `The corrected history would not hold: ${broken.type}${broken.happenedOn ? ` of ${broken.happenedOn}` : ''} could not stand in it. ${refusal.detail}`,
      'Correct that event first, or check the new value.',
    );
  }
  return undefined;
};

/** The correcting event as a fold sees it. */
const correcting = ({ event, field, old, new: right }: Correction, place: Place): PathwayEvent =>
  ({
    id: '',
    happenedOn: null,
    source: 'entered',
    ...(place === 'event'
      ? { type: 'EventStruckOut', payload: { event } }
      : { type: 'FactCorrected', payload: { event, field, old: old ?? null, new: right ?? null } }),
  }) as PathwayEvent;
