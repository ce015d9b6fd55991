import type { Pool } from 'pg';
import type { EventSource, HistoryEvent, Position, RecordedEvent } from '../port/envelope.js';
import type { ReadAllOptions, ReadByStreamOptions } from '../port/event-store.js';
import { isoFromMicroseconds, microsecondsFromIso } from '../time/instant.js';
import { bytesFromBytea, isoFromTimestamptz, RAW_TEXT } from './wire-values.js';

/** In the order in which `toEvent` takes them. */
const COLUMNS = `position, stream, revision, id, type, schema_version, authority, child, happened_on, recorded_at, actor,
  role, agency, verified, correlation_id, causation_id, command_id, source, payload, key_id, sealed, sealed_digest`;

/** In the order in which `toHistoryEvent` takes them. */
const HISTORY_COLUMNS = `position, stream, revision, id, type, schema_version, authority, child, happened_on, recorded_at,
  source, payload, key_id, sealed`;

/** Reads the log over a pool of connections. */
export class EventReader {
  constructor(private readonly pool: Pool) {}

  stream(stream: string, fromRevision: number): Promise<RecordedEvent[]> {
    return this.#read(
      'read-stream',
      `SELECT ${COLUMNS} FROM events.event WHERE stream = $1 AND revision >= $2 ORDER BY revision`,
      [stream, fromRevision],
    );
  }

  async streams(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>> {
    const events = await this.#read(
      'read-streams',
      `SELECT ${COLUMNS} FROM events.event WHERE stream = ANY ($1::text[]) ORDER BY stream, revision`,
      [streams],
    );
    const found = new Map<string, RecordedEvent[]>();
    for (const event of events) {
      const stream = found.get(event.stream);
      if (stream) stream.push(event);
      else found.set(event.stream, [event]);
    }
    return found;
  }

  all(after: Position, limit: number, { types, prefixes, authority }: ReadAllOptions): Promise<RecordedEvent[]> {
    const parameters: unknown[] = [after, limit];
    const conditions = ['position > $1'];
    const name = ['read-all'];
    const filter = (kind: string, condition: (parameter: string) => string, value: unknown): void => {
      if (value === undefined) return;
      conditions.push(condition(`$${parameters.push(value)}`));
      name.push(kind);
    };
    filter('types', (parameter) => `type = ANY (${parameter}::text[])`, types);
    filter('prefixes', (parameter) => `stream ^@ ANY (${parameter}::text[])`, prefixes);
    filter('authority', (parameter) => `authority = ${parameter}`, authority);
    return this.#read(
      name.join('-'),
      `SELECT ${COLUMNS} FROM events.event WHERE ${conditions.join(' AND ')} ORDER BY position LIMIT $2`,
      parameters,
    );
  }

  async byStream(limit: number, { prefix, upTo, after }: ReadByStreamOptions): Promise<HistoryEvent[]> {
    const rows = await this.#rows<HistoryRow>(
      'read-by-stream',
      `SELECT ${HISTORY_COLUMNS} FROM events.event
       WHERE (stream, revision) > ($1, $2) AND stream < $3 AND position <= $4 ORDER BY stream, revision LIMIT $5`,
      [after?.stream ?? prefix, after?.revision ?? -1, endOf(prefix), upTo, limit],
    );
    return rows.map(toHistoryEvent);
  }

  async head(): Promise<Position> {
    return (await this.#position('head', 'SELECT coalesce(max(position), 0) FROM events.event', []))!;
  }

  async positionAt(authority: string, instant: string): Promise<Position | null> {
    return this.#position(
      'position-at',
      `SELECT position FROM events.event WHERE authority = $1 AND recorded_at <= $2
       ORDER BY recorded_at DESC, position DESC LIMIT 1`,
      // Cut to microseconds as every adapter does; PostgreSQL would round, into the future.
      [authority, isoFromMicroseconds(microsecondsFromIso(instant))],
    );
  }

  async #position(name: string, text: string, values: unknown[]): Promise<Position | null> {
    const rows = await this.#rows<[string]>(name, text, values);
    return rows[0]?.[0] ?? null;
  }

  async #read(name: string, text: string, values: unknown[]): Promise<RecordedEvent[]> {
    return (await this.#rows<Row>(name, text, values)).map(toEvent);
  }

  async #rows<R extends Text[]>(name: string, text: string, values: unknown[]): Promise<R[]> {
    const { rows } = await this.pool.query<R>({ name, text, values, rowMode: 'array', types: RAW_TEXT });
    return rows;
  }
}

/** The first text, by bytes, behind all that begin with a prefix. */
const endOf = (prefix: string): string =>
  prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);

type Text = string | null;
/** One per column, as PostgreSQL writes it. */
type Row = [
  string, string, string, string, string, string, string, Text, Text, string, string, string, Text, string, string,
  Text, string, string, string, Text, Text, Text,
]; // prettier-ignore

type HistoryRow = [
  string, string, string, string, string, string, string, Text, Text, string, string, string, Text, Text,
]; // prettier-ignore

const toHistoryEvent = (row: HistoryRow): HistoryEvent => ({
  position: row[0],
  stream: row[1],
  revision: Number(row[2]),
  id: row[3],
  type: row[4],
  schemaVersion: Number(row[5]),
  authority: row[6],
  child: row[7],
  happenedOn: row[8],
  recordedAt: isoFromTimestamptz(row[9]),
  source: row[10] as EventSource,
  payload: JSON.parse(row[11]) as object,
  keyId: row[12],
  sealed: bytesFromBytea(row[13]),
});

const toEvent = (row: Row): RecordedEvent => ({
  position: row[0],
  stream: row[1],
  revision: Number(row[2]),
  id: row[3],
  type: row[4],
  schemaVersion: Number(row[5]),
  authority: row[6],
  child: row[7],
  happenedOn: row[8],
  recordedAt: isoFromTimestamptz(row[9]),
  actor: row[10],
  role: row[11],
  agency: row[12],
  verified: row[13] === 't',
  correlationId: row[14],
  causationId: row[15],
  commandId: row[16],
  source: row[17] as EventSource,
  payload: JSON.parse(row[18]) as object,
  keyId: row[19],
  sealed: bytesFromBytea(row[20]),
  sealedDigest: bytesFromBytea(row[21]),
});
