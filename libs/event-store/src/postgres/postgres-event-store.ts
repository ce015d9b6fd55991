import { Pool } from 'pg';
import {
  prepareAppend,
  prepareEach,
  type PreparedAppend,
  prepareSimulated,
  storable,
} from '../append/prepare-append.js';
import { appendedOrThrow, type AppendResult, type BulkEventStore, type SimulatedAppend } from '../port/bulk-append.js';
import type { HistoryEvent, Position, RecordedEvent } from '../port/envelope.js';
import type { AppendTooLarge, EventIdConflict } from '../port/errors.js';
import type { Append, Appended, ReadAllOptions, ReadByStreamOptions } from '../port/event-store.js';
import { AppendWriter } from './append-writer.js';
import { EventReader } from './event-reader.js';
import { GatheredReads } from './gathered-reads.js';
import { HeadWatcher } from './head-watcher.js';
import { prepareDatabase } from './prepare-database.js';
import { sessionSetup, WriterConnection } from './writer-connection.js';

export interface PostgresEventStoreOptions {
  /** `postgres://…` */
  readonly url: string;
  /** Connections for reading; 4 if left out. One more appends. */
  readonly readers?: number;
  /** How long an append is tried again while the database cannot be reached; 30,000 ms if left out. */
  readonly retryForMs?: number;
  /** Longest that the server may work on one statement; 30,000 ms if left out. */
  readonly statementTimeoutMs?: number;
  /** Takes warnings for the operator; a Node.js process warning if left out. */
  readonly warn?: (message: string) => void;
}

/** The event store on PostgreSQL. Made by `openPostgresEventStore`. */
export class PostgresEventStore implements BulkEventStore {
  readonly #pool: Pool;
  readonly #connection: WriterConnection;
  readonly #writer: AppendWriter;
  readonly #reader: EventReader;
  readonly #gathered: GatheredReads;
  readonly #watcher: HeadWatcher;
  #closing: Promise<void> | null = null;

  /** @param role what the store works as; null to stay the user that signs in */
  constructor(options: PostgresEventStoreOptions, role: string | null) {
    const { url, readers = 4, retryForMs = 30_000, statementTimeoutMs = 30_000 } = options;
    this.#pool = new Pool({
      connectionString: url,
      max: readers,
      application_name: 'ehc event store: read',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      onConnect: async (client) => {
        await client.query(sessionSetup({ role, statementTimeoutMs }));
      },
    });
    this.#pool.on('error', () => {}); // an idle connection was ended; the pool opens another when it needs one
    this.#reader = new EventReader(this.#pool);
    this.#gathered = new GatheredReads((streams) => this.#reader.streams(streams.filter(storable)));
    this.#watcher = new HeadWatcher(() => this.#reader.head());
    this.#connection = new WriterConnection({ url, role, statementTimeoutMs });
    this.#writer = new AppendWriter(this.#connection, {
      retryForMs,
      onAppended: (position) => this.#watcher.announce(position),
    });
  }

  async append(append: Append): Promise<Appended> {
    return appendedOrThrow(await this.#writer.write(prepareAppend(append)));
  }

  async appendMany(appends: readonly Append[]): Promise<AppendResult[]> {
    return this.#writeEach(prepareEach(appends, prepareAppend));
  }

  async appendSimulated(appends: readonly SimulatedAppend[]): Promise<AppendResult[]> {
    return this.#writeEach(prepareEach(appends, prepareSimulated));
  }

  async readStream(stream: string, fromRevision = 0): Promise<RecordedEvent[]> {
    return storable(stream) ? this.#reader.stream(stream, fromRevision) : [];
  }

  readStreams(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>> {
    return this.#gathered.streams(streams);
  }

  readAll(after: Position, limit: number, options: ReadAllOptions = {}): Promise<RecordedEvent[]> {
    return this.#reader.all(after, limit, options);
  }

  readByStream(limit: number, options: ReadByStreamOptions): Promise<HistoryEvent[]> {
    return this.#reader.byStream(limit, options);
  }

  head(): Promise<Position> {
    return this.#reader.head();
  }

  positionAt(authority: string, instant: string): Promise<Position | null> {
    return this.#reader.positionAt(authority, instant);
  }

  waitForMore(after: Position, timeoutMs: number): Promise<void> {
    return this.#watcher.waitBeyond(after, timeoutMs);
  }

  /** Calls whenever this store learns that the log has come further, by its own appends above all. Answers how to end it. */
  onNews(listener: (head: Position) => void): () => void {
    return this.#watcher.onNews(listener);
  }

  /** Says that the log has come so far, on the word of another store: who waits for more is woken without looking. */
  announce(head: Position): void {
    this.#watcher.announce(head);
  }

  async #writeEach(prepared: readonly (PreparedAppend | AppendTooLarge | EventIdConflict)[]): Promise<AppendResult[]> {
    const results = await this.#writer.writeMany(
      prepared.filter((append): append is PreparedAppend => !(append instanceof Error)),
    );
    let next = 0;
    return prepared.map((append) => (append instanceof Error ? { ok: false, refusal: append } : results[next++]!));
  }

  /** Takes no more appends, records those under way, and lets go of the connections. May be called again. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    await this.#writer.close();
    this.#watcher.close();
    await Promise.all([this.#connection.close(), this.#pool.end()]);
  }
}

/** Brings the database up to date and opens its event store. */
export const openPostgresEventStore = async (options: PostgresEventStoreOptions): Promise<PostgresEventStore> => {
  const warn = options.warn ?? ((message: string) => process.emitWarning(message));
  const role = await prepareDatabase(options.url, warn);
  return new PostgresEventStore(options, role);
};
