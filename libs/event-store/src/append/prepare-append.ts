import type { NewEvent } from '../port/envelope.js';
import type { SimulatedAppend } from '../port/bulk-append.js';
import type { Append } from '../port/event-store.js';
import { AppendTooLarge, EventIdConflict, InvalidAppend } from '../port/errors.js';
import { microsecondsFromIso, type Microseconds } from '../time/instant.js';

/** Most bytes of one append: below EventStoreDB's 1 MiB, so that a log can move there. */
export const APPEND_LIMIT = 900 * 1024;

/** An event checked, its payload written as JSON once, its ids in lower case. */
export interface PreparedEvent extends Omit<NewEvent, 'payload'> {
  readonly payloadJson: string;
}

/** An append that every adapter can take. */
export interface PreparedAppend {
  readonly stream: string;
  /** Revision that the first event will get. */
  readonly firstRevision: number;
  readonly authority: string;
  readonly events: readonly PreparedEvent[];
  /** When a simulation says that it was recorded; null where the clock says so. */
  readonly givenInstant: Microseconds | null;
  readonly bytes: number;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SOURCES: readonly string[] = ['entered', 'imported', 'computed', 'simulated'];
const MAX_INT = 2 ** 31 - 1;

/** Neither PostgreSQL's text nor its jsonb holds U+0000 or half a surrogate pair. */
export const storable = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');

/** The same in JSON, where both are escaped (JSON.stringify escapes lone surrogates in lower case). */
const UNSTORABLE_IN_JSON = /\\u(?:0000|d[89a-f])/;

const isCivilDate = (date: string): boolean => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)?.map(Number) ?? [];
  if (!year || !month || !day || month > 12) return false;
  // Every month has 28 days; of the few later ones, one that the month does not have comes out in the next.
  return day <= 28 || new Date(Date.UTC(2000 + (year % 400), month - 1, day)).getUTCDate() === day;
};

/** Null for what JSON cannot say: a cycle, a bigint, a nesting too deep. */
const jsonOf = (payload: object): string | null => {
  try {
    return JSON.stringify(payload);
  } catch {
    return null;
  }
};

/** True where the JSON text escapes something unstorable; an escaped backslash before `u` is no escape. */
const unstorableJson = (json: string): boolean =>
  UNSTORABLE_IN_JSON.test(json) && UNSTORABLE_IN_JSON.test(json.replaceAll('\\\\', ''));

/**
 * Checks an append before it meets others in one batch: what only the database would refuse would fail the whole batch.
 *
 * @throws InvalidAppend naming the field, never its value
 * @throws AppendTooLarge
 * @throws EventIdConflict where one id is in the append twice
 */
export const prepareAppend = (append: Append): PreparedAppend => {
  const { stream, expected, events } = append;
  const refuse = (field: string, problem: string): never => {
    throw new InvalidAppend(storable(String(stream)) ? stream : '?', field, problem);
  };
  const text = (field: string, value: unknown, nullable = false): number => {
    if (value === null && nullable) return 0;
    if (typeof value !== 'string' || !storable(value)) refuse(field, 'must be text without U+0000 or lone surrogates');
    return Buffer.byteLength(value as string);
  };
  const uuid = (field: string, value: string): string => {
    const lower = typeof value === 'string' ? value.toLowerCase() : '';
    return UUID.test(lower) ? lower : refuse(field, 'must be a UUID');
  };

  text('stream', stream);
  if (stream.length === 0 || stream.length > 200) refuse('stream', 'must have 1 to 200 characters');
  if (expected !== 'no_stream' && !(Number.isInteger(expected) && expected >= 0 && expected < MAX_INT))
    refuse('expected', 'must be "no_stream" or a revision');
  const first = events[0] ?? refuse('events', 'must not be empty');
  const { authority } = first as NewEvent;
  if (typeof authority !== 'string' || !/^\d{3}$/.test(authority)) refuse('authority', 'must have three digits');

  const ids = new Set<string>();
  let bytes = 0;
  const prepared = events.map((event): PreparedEvent => {
    const id = uuid('id', event.id);
    if (ids.has(id)) throw new EventIdConflict(id);
    ids.add(id);
    // Instants never decrease within an authority and all events of an append share one, so they share the authority.
    if (event.authority !== authority) refuse('authority', 'must be the same for all events of an append');
    if (!Number.isInteger(event.schemaVersion) || event.schemaVersion < 1 || event.schemaVersion > 32_767)
      refuse('schemaVersion', 'must be a whole number from 1 to 32767');
    if (event.happenedOn !== null && !(typeof event.happenedOn === 'string' && isCivilDate(event.happenedOn)))
      refuse('happenedOn', 'must be a date (YYYY-MM-DD) or null');
    if (!SOURCES.includes(event.source)) refuse('source', `must be one of ${SOURCES.join(', ')}`);
    if (typeof event.verified !== 'boolean') refuse('verified', 'must be true or false');
    const { payload } = event;
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
      refuse('payload', 'must be an object');
    const payloadJson = jsonOf(payload) ?? refuse('payload', 'must be writable as JSON');
    if (unstorableJson(payloadJson)) refuse('payload', 'must not hold U+0000 or lone surrogates');
    const parts = [event.keyId, event.sealed, event.sealedDigest].filter((part) => part === null).length;
    const areBytes = event.sealed instanceof Uint8Array && event.sealedDigest instanceof Uint8Array;
    if (parts !== 3 && !(parts === 0 && areBytes))
      refuse('sealed', 'must come with its key id and digest, or all three be null');

    bytes +=
      150 + // ids, dates, numbers and the names of fields
      Buffer.byteLength(payloadJson) +
      text('type', event.type) +
      text('actor', event.actor) +
      text('role', event.role) +
      text('agency', event.agency, true) +
      text('correlationId', event.correlationId) +
      text('causationId', event.causationId, true) +
      text('commandId', event.commandId) +
      Math.ceil((event.sealed?.length ?? 0) / 3) * 4; // base64, as other stores carry it
    const { payload: _, ...envelope } = event;
    return {
      ...envelope,
      id,
      child: event.child === null ? null : uuid('child', event.child),
      keyId: event.keyId === null ? null : uuid('keyId', event.keyId),
      payloadJson,
    };
  });
  if (bytes > APPEND_LIMIT) throw new AppendTooLarge(stream, bytes, APPEND_LIMIT);
  const firstRevision = expected === 'no_stream' ? 0 : expected + 1;
  if (firstRevision + prepared.length > MAX_INT) refuse('expected', 'must be "no_stream" or a revision');
  return { stream, firstRevision, authority, events: prepared, givenInstant: null, bytes };
};

/** As `prepareAppend`, with the instant that a simulation gives. */
export const prepareSimulated = (append: SimulatedAppend): PreparedAppend => {
  const prepared = prepareAppend(append);
  return { ...prepared, givenInstant: instantOf(append) };
};

/** @throws InvalidAppend */
const instantOf = ({ stream, recordedAt }: SimulatedAppend): Microseconds => {
  try {
    const instant = microsecondsFromIso(recordedAt);
    if (instant >= 0n) return instant;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new InvalidAppend(stream, 'recordedAt', 'must be an ISO 8601 instant with an offset, since 1970');
};

/** Prepares many, each taken or refused by itself. @throws InvalidAppend for the first that is a fault of the caller's code */
export const prepareEach = <Given extends Append>(
  appends: readonly Given[],
  prepare: (append: Given) => PreparedAppend,
): (PreparedAppend | AppendTooLarge | EventIdConflict)[] =>
  appends.map((append) => {
    try {
      return prepare(append);
    } catch (error) {
      if (error instanceof AppendTooLarge || error instanceof EventIdConflict) return error;
      throw error;
    }
  });

/** The revision before a first one, as the port names it. */
export const revisionBefore = (firstRevision: number): 'no_stream' | number =>
  firstRevision === 0 ? 'no_stream' : firstRevision - 1;
