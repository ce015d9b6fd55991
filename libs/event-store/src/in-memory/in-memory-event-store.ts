import { isDeepStrictEqual } from 'node:util';
import {
  prepareAppend,
  prepareEach,
  prepareSimulated,
  revisionBefore,
  type PreparedAppend,
  type PreparedEvent,
} from '../append/prepare-append.js';
import {
  appendedOrThrow,
  type AppendRefusal,
  type AppendResult,
  type BulkEventStore,
  type SimulatedAppend,
} from '../port/bulk-append.js';
import {
  asHistoryEvent,
  comparePositions,
  type HistoryEvent,
  START,
  type Position,
  type RecordedEvent,
} from '../port/envelope.js';
import {
  type AppendTooLarge,
  EventIdConflict,
  SimulatedInstantRefused,
  WrongExpectedRevision,
  type InstantRefusal,
} from '../port/errors.js';
import type { Append, Appended, ReadAllOptions, ReadByStreamOptions } from '../port/event-store.js';
import { isoFromMicroseconds, microsecondsFromIso, type Microseconds } from '../time/instant.js';

/** The event store in memory, for tests: keeps every promise of the port, and forgets all with the process. */
export class InMemoryEventStore implements BulkEventStore {
  readonly #log: RecordedEvent[] = [];
  readonly #streams = new Map<string, RecordedEvent[]>();
  readonly #byId = new Map<string, RecordedEvent>();
  readonly #lastInstant = new Map<string, Microseconds>();
  /** Authorities that have an event that nobody made up. */
  readonly #real = new Set<string>();
  readonly #waiters = new Set<() => void>();
  readonly #now: () => string;

  /** @param options.now the instant (ISO 8601) at which an event is recorded; the machine's clock if left out */
  constructor(options: { readonly now?: () => string } = {}) {
    this.#now = options.now ?? (() => new Date().toISOString());
  }

  async append(append: Append): Promise<Appended> {
    return appendedOrThrow(this.#record(prepareAppend(append)));
  }

  async appendMany(appends: readonly Append[]): Promise<AppendResult[]> {
    return this.#recordEach(prepareEach(appends, prepareAppend));
  }

  async appendSimulated(appends: readonly SimulatedAppend[]): Promise<AppendResult[]> {
    return this.#recordEach(prepareEach(appends, prepareSimulated));
  }

  async readStream(stream: string, fromRevision = 0): Promise<RecordedEvent[]> {
    return (this.#streams.get(stream) ?? []).slice(fromRevision).map(copy);
  }

  async readStreams(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>> {
    const found = new Map<string, RecordedEvent[]>();
    for (const stream of streams) {
      const events = this.#streams.get(stream);
      if (events) found.set(stream, events.map(copy));
    }
    return found;
  }

  async readAll(after: Position, limit: number, options: ReadAllOptions = {}): Promise<RecordedEvent[]> {
    const { types, prefixes, authority } = options;
    const page: RecordedEvent[] = [];
    for (let index = Number(after); index < this.#log.length && page.length < limit; index++) {
      const event = this.#log[index]!;
      if (types && !types.includes(event.type)) continue;
      if (prefixes && !prefixes.some((prefix) => event.stream.startsWith(prefix))) continue;
      if (authority !== undefined && event.authority !== authority) continue;
      page.push(copy(event));
    }
    return page;
  }

  async readByStream(limit: number, { prefix, upTo, after }: ReadByStreamOptions): Promise<HistoryEvent[]> {
    const first = after?.stream ?? prefix;
    const names = [...this.#streams.keys()].filter((name) => name.startsWith(prefix) && bytewise(first, name) <= 0);
    const events = names
      .sort(bytewise)
      .flatMap((name) => this.#streams.get(name)!)
      .filter(({ stream, revision }) => stream !== after?.stream || revision > after.revision)
      .filter(({ position }) => comparePositions(position, upTo) <= 0);
    return events.slice(0, limit).map((event) => asHistoryEvent(copy(event)));
  }

  async head(): Promise<Position> {
    return this.#log.at(-1)?.position ?? START;
  }

  async positionAt(authority: string, instant: string): Promise<Position | null> {
    const until = isoFromMicroseconds(microsecondsFromIso(instant));
    return this.#log.findLast((event) => event.authority === authority && event.recordedAt <= until)?.position ?? null;
  }

  async waitForMore(after: Position, timeoutMs: number): Promise<void> {
    if (this.#log.length > Number(after)) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiters.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, timeoutMs);
      this.#waiters.add(wake);
    });
  }

  #recordEach(appends: readonly (PreparedAppend | AppendTooLarge | EventIdConflict)[]): AppendResult[] {
    return appends.map((append) => (append instanceof Error ? refused(append) : this.#record(append)));
  }

  #record(append: PreparedAppend): AppendResult {
    const { stream, firstRevision, authority, events } = append;
    const known = events.flatMap((event) => this.#byId.get(event.id) ?? []);
    if (known.length > 0) return this.#answerAgain(stream, events, known);

    const now = microsecondsFromIso(this.#now());
    const why = this.#whyNoInstant(append, now);
    if (why) return refused(new SimulatedInstantRefused(stream, authority, why));

    const recorded = this.#streams.get(stream) ?? [];
    if (recorded.length !== firstRevision) {
      return refused(new WrongExpectedRevision(stream, revisionBefore(firstRevision), revisionBefore(recorded.length)));
    }
    const recordedAt = this.#nextInstant(authority, append.givenInstant ?? now);
    for (const { payloadJson, ...event } of events) {
      const entry: RecordedEvent = {
        ...event,
        payload: JSON.parse(payloadJson) as object,
        sealed: event.sealed && Uint8Array.from(event.sealed),
        sealedDigest: event.sealedDigest && Uint8Array.from(event.sealedDigest),
        stream,
        revision: recorded.length,
        position: String(this.#log.length + 1),
        recordedAt,
      };
      recorded.push(entry);
      this.#log.push(entry);
      this.#byId.set(entry.id, entry);
      if (entry.source !== 'simulated') this.#real.add(authority);
    }
    this.#streams.set(stream, recorded);
    for (const wake of this.#waiters) wake();
    return { ok: true, revision: recorded.length - 1, position: String(this.#log.length), recordedAt, repeated: false };
  }

  #answerAgain(stream: string, events: readonly PreparedEvent[], known: readonly RecordedEvent[]): AppendResult {
    const changed = events.find((event) => {
      const before = this.#byId.get(event.id);
      return before !== undefined && !sameContent(stream, event, before);
    });
    if (changed) return refused(new EventIdConflict(changed.id));
    const inOneRow = known.every((event, index) => event.revision === known[0]!.revision + index);
    if (known.length < events.length || !inOneRow) return refused(new EventIdConflict(known[0]!.id));
    const { revision, position, recordedAt } = known.at(-1)!;
    return { ok: true, revision, position, recordedAt, repeated: true };
  }

  #whyNoInstant({ givenInstant, authority, events }: PreparedAppend, now: Microseconds): InstantRefusal | null {
    if (givenInstant === null) return null;
    if (events.some(({ source }) => source !== 'simulated')) return 'not_simulated';
    if (this.#real.has(authority)) return 'real_events';
    return givenInstant > now ? 'after_now' : null;
  }

  #nextInstant(authority: string, now: Microseconds): string {
    const last = this.#lastInstant.get(authority);
    const next = last !== undefined && last >= now ? last + 1n : now;
    this.#lastInstant.set(authority, next);
    return isoFromMicroseconds(next);
  }
}

const refused = (refusal: AppendRefusal): AppendResult => ({ ok: false, refusal });

/** A copy for each reader: a test that changes what it read must not change the log. */
const copy = (event: RecordedEvent): RecordedEvent => ({ ...event, payload: structuredClone(event.payload) });

const bytewise = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const bytes = (value: Uint8Array | null): string | null => value && Buffer.from(value).toString('hex');

const sameContent = (stream: string, event: PreparedEvent, before: RecordedEvent): boolean =>
  before.stream === stream &&
  before.type === event.type &&
  before.schemaVersion === event.schemaVersion &&
  before.authority === event.authority &&
  before.child === event.child &&
  before.happenedOn === event.happenedOn &&
  before.source === event.source &&
  bytes(before.sealedDigest) === bytes(event.sealedDigest) &&
  isDeepStrictEqual(before.payload, JSON.parse(event.payloadJson));
