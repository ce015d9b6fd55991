import type { ClientBase } from 'pg';
import { revisionBefore, type PreparedAppend } from '../append/prepare-append.js';
import type { AppendResult } from '../port/bulk-append.js';
import { EventIdConflict, SimulatedInstantRefused, WrongExpectedRevision } from '../port/errors.js';
import { BinaryArray, ELEMENT } from './binary-array.js';
import { isoFromTimestamptz, RAW_TEXT } from './wire-values.js';

const PARAMETERS = 23;

const APPEND = {
  name: 'append',
  text: `SELECT * FROM events.append(${Array.from({ length: PARAMETERS }, (_, index) => `$${index + 1}`).join(', ')})`,
};

/** append, outcome, revision, position, recorded_at, event_id; as text */
type Answer = [string, string, string, string, string, string];

/**
 * Appends in one call of `events.append`, in one transaction of its own. No event id may occur in two of them, and either
 * all give the instant of their recording or none does.
 */
export class AppendCall {
  readonly #appends: readonly PreparedAppend[];
  /** As they are sent. */
  readonly #values: readonly (Buffer | null)[];

  constructor(appends: readonly PreparedAppend[]) {
    this.#appends = appends;
    this.#values = encode(appends);
  }

  /** @returns what became of each, in their order */
  async send(client: ClientBase): Promise<AppendResult[]> {
    const appends = this.#appends;
    const { rows } = await client.query<Answer>({
      ...APPEND,
      values: [...this.#values],
      rowMode: 'array',
      types: RAW_TEXT,
    });
    if (rows[0]?.[1] === 'all_recorded') return allRecorded(appends, rows);
    const results: AppendResult[] = [];
    results.length = appends.length;
    for (const answer of rows) {
      const index = Number(answer[0]);
      results[index] = decode(appends[index]!, answer);
    }
    return results;
  }
}

/** @param answers one per authority, in the order of their first appends; all with the position before the first event */
const allRecorded = (appends: readonly PreparedAppend[], answers: readonly Answer[]): AppendResult[] => {
  const instants = new Map<string, string>();
  let position = BigInt(answers[0]![3]);
  return appends.map(({ authority, firstRevision, events }) => {
    let recordedAt = instants.get(authority);
    if (recordedAt === undefined) {
      recordedAt = isoFromTimestamptz(answers[instants.size]![4]);
      instants.set(authority, recordedAt);
    }
    position += BigInt(events.length);
    const revision = firstRevision + events.length - 1;
    return { ok: true, revision, position: String(position), recordedAt, repeated: false };
  });
};

const decode = (append: PreparedAppend, [, outcome, revision, position, recordedAt, eventId]: Answer): AppendResult => {
  switch (outcome) {
    case 'recorded':
    case 'repeated':
      return {
        ok: true,
        revision: Number(revision),
        position,
        recordedAt: isoFromTimestamptz(recordedAt),
        repeated: outcome === 'repeated',
      };
    case 'wrong_revision': {
      const { stream, firstRevision } = append;
      const actual = revisionBefore(Number(revision) + 1);
      return { ok: false, refusal: new WrongExpectedRevision(stream, revisionBefore(firstRevision), actual) };
    }
    case 'id_conflict':
      return { ok: false, refusal: new EventIdConflict(eventId) };
    case 'not_simulated':
    case 'real_events':
    case 'after_now':
      return { ok: false, refusal: new SimulatedInstantRefused(append.stream, append.authority, outcome) };
    default:
      throw new Error(`events.append answered with an outcome unknown here: ${outcome}`);
  }
};

/** One array per column, in the order of the function's parameters. */
const encode = (appends: readonly PreparedAppend[]): (Buffer | null)[] => {
  const text = () => new BinaryArray(ELEMENT.text);
  const int4 = () => new BinaryArray(ELEMENT.int4);
  const uuid = () => new BinaryArray(ELEMENT.uuid);
  const bytea = () => new BinaryArray(ELEMENT.bytea);
  const [authorities, streams, types, actors, roles, agencies] = [text(), text(), text(), text(), text(), text()];
  const [correlations, causations, commands, sources] = [text(), text(), text(), text()];
  const [numbers, revisions, schemaVersions, authorityPlaces] = [int4(), int4(), int4(), int4()];
  const [ids, children, keyIds] = [uuid(), uuid(), uuid()];
  const [sealed, digests] = [bytea(), bytea()];
  const verified = new BinaryArray(ELEMENT.bool);
  const happenedOn = new BinaryArray(ELEMENT.date);
  const payloads = new BinaryArray(ELEMENT.jsonb);

  const places = new Map<string, number>();
  appends.forEach(({ stream, firstRevision, authority, events }, number) => {
    let place = places.get(authority);
    if (place === undefined) {
      authorities.text(authority);
      place = places.size + 1;
      places.set(authority, place);
    }
    events.forEach((event, nth) => {
      numbers.int4(number);
      streams.text(stream);
      revisions.int4(firstRevision + nth);
      ids.uuid(event.id);
      types.text(event.type);
      schemaVersions.int4(event.schemaVersion);
      authorityPlaces.int4(place);
      children.uuid(event.child);
      happenedOn.date(event.happenedOn);
      actors.text(event.actor);
      roles.text(event.role);
      agencies.text(event.agency);
      verified.bool(event.verified);
      correlations.text(event.correlationId);
      causations.text(event.causationId);
      commands.text(event.commandId);
      sources.text(event.source);
      payloads.jsonb(event.payloadJson);
      keyIds.uuid(event.keyId);
      sealed.bytes(event.sealed);
      digests.bytes(event.sealedDigest);
    });
  });

  const columns = [
    authorities, numbers, streams, revisions, ids, types, schemaVersions, authorityPlaces, children, happenedOn,
    actors, roles, agencies, verified, correlations, causations, commands, sources, payloads, keyIds, sealed, digests,
  ].map((array) => array.finish()); // prettier-ignore
  return [...columns, encodeInstants(appends)];
};

/** Null where the clock says when. */
const encodeInstants = (appends: readonly PreparedAppend[]): Buffer | null => {
  if (appends[0]!.givenInstant === null) return null;
  const instants = new BinaryArray(ELEMENT.timestamptz);
  for (const { givenInstant } of appends) instants.timestamptz(givenInstant!);
  return instants.finish();
};
