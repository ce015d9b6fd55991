import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { PreparedAppend } from '../append/prepare-append.js';
import { gaps } from '../gaps.js';
import type { AppendResult } from '../port/bulk-append.js';
import { AppendOutcomeUnknown, EventStoreClosed, EventStoreFailure } from '../port/errors.js';
import { AppendCall } from './append-statement.js';
import { codeOf, isTransient } from './database-error.js';
import type { WriterConnection } from './writer-connection.js';

interface Waiting {
  readonly append: PreparedAppend;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
  /** When it was handed in (milliseconds). */
  readonly since: number;
}

/** One call of `events.append`, written out as it is sent, and those who wait for it. */
interface Call {
  readonly batch: readonly Waiting[];
  readonly statement: AppendCall;
}

interface Size {
  readonly appends: number;
  readonly events: number;
  readonly bytes: number;
}

/** Most appends in one call, and most bytes: a larger one would keep the others waiting. */
const BATCH: Size = { appends: 200, events: Infinity, bytes: 4 * 1024 * 1024 };
/** Up to so many appends, those answered and those waiting together, go into one call. */
const TOGETHER = 16;
/** The same for `writeMany`, counted in events; at some 20,000 events/s a single append waits 50 ms behind one. */
const CHUNK: Size = { appends: Infinity, events: 1_000, bytes: 4 * 1024 * 1024 };

/**
 * Group commit: what is waiting when a call of `events.append` returns goes into the next call, all over one
 * connection. One lock and one flush to disk then serve many appends.
 *
 * Where many append, they go in two halves by turns: while the database works on one, the callers of the other prepare
 * theirs, and it is written out. All in one call, each side would wait for the other.
 *
 * A call whose outcome is not known, because the connection failed under it, is sent again with the same event ids:
 * what had been recorded is found and answered, what had not is recorded.
 */
export class AppendWriter {
  readonly #connection: WriterConnection;
  readonly #retryForMs: number;
  readonly #onAppended: (position: string) => void;
  readonly #single: Waiting[] = [];
  readonly #many: Waiting[] = [];
  #running: Promise<void> | null = null;
  /** The call after the one that is under way; null while too few wait. */
  #next: Call | null = null;
  /** How many must wait for the next call to be written out while one is under way. */
  #enough = Infinity;
  /** Answers the callers of the last call; null where they have been. */
  #answers: (() => void) | null = null;
  #closed = false;

  constructor(
    connection: WriterConnection,
    options: { readonly retryForMs: number; readonly onAppended: (position: string) => void },
  ) {
    this.#connection = connection;
    this.#retryForMs = options.retryForMs;
    this.#onAppended = options.onAppended;
  }

  write(append: PreparedAppend): Promise<AppendResult> {
    return this.#enqueue(this.#single, append);
  }

  /** Each result, in order; single appends get their turns between the chunks. */
  writeMany(appends: readonly PreparedAppend[]): Promise<AppendResult[]> {
    return Promise.all(appends.map((append) => this.#enqueue(this.#many, append)));
  }

  /** Takes no more, writes what is waiting. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  #enqueue(queue: Waiting[], append: PreparedAppend): Promise<AppendResult> {
    if (this.#closed) return Promise.reject(new EventStoreClosed());
    return new Promise((resolve, reject) => {
      queue.push({ append, resolve, reject, since: Date.now() });
      if (this.#single.length >= this.#enough) this.#next = this.#takeSingle(this.#enough);
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    let answered = 0;
    // Lets everyone who is ready now into the same call.
    await turn();
    while (this.#waiting > 0) {
      const callers = this.#waitingSingle + answered;
      if (callers <= TOGETHER) {
        // Few: waits for those whom the last call answered.
        this.#answer();
        if (answered > 0) await turn();
      }
      const half = callers <= TOGETHER ? TOGETHER : Math.min(BATCH.appends, Math.ceil(callers / 2));
      const call = this.#next ?? this.#takeSingle(half);
      this.#next = null;
      this.#enough = callers <= TOGETHER ? Infinity : half;
      await this.#settle(call);
      answered = call?.batch.length ?? 0;
      this.#enough = Infinity;
      const chunk = takeBatch(this.#many, CHUNK);
      if (chunk.length > 0) await this.#settle(callOf(chunk));
      if (this.#waiting === 0) this.#answer();
    }
    this.#running = null;
  }

  get #waitingSingle(): number {
    return this.#single.length + (this.#next?.batch.length ?? 0);
  }

  get #waiting(): number {
    return this.#waitingSingle + this.#many.length;
  }

  /** Takes a call of single appends out of the queue, and writes it out; null where nobody waits. */
  #takeSingle(appends: number): Call | null {
    this.#enough = Infinity;
    const batch = takeBatch(this.#single, { ...BATCH, appends });
    return batch.length > 0 ? callOf(batch) : null;
  }

  async #settle(call: Call | null): Promise<void> {
    if (call === null) return;
    let { batch, statement } = call;
    let failedCalls = 0;
    for (let attempt = 0; ; attempt++) {
      let connected = false;
      try {
        // To connect may take long, and nobody of the last call waits for that.
        if (!this.#connection.isOpen) this.#answer();
        const client = await this.#connection.client();
        connected = true;
        const sent = statement.send(client);
        this.#answer();
        const results = await sent;
        gaps.committed.publish(null);
        this.#announce(results);
        this.#answers = () => batch.forEach(({ resolve }, index) => resolve(results[index]!));
        return;
      } catch (error) {
        this.#answer();
        if (!isTransient(error)) return this.#settleSingly(batch, error);
        this.#connection.discard();
        const left = this.#giveUpOnOld(batch);
        if (left.length === 0) return;
        const again = left.length < batch.length ? callOf(left) : { batch, statement };
        if (again === null) return;
        ({ batch, statement } = again);
        if (connected && ++failedCalls > 1 && batch.length > 1) return this.#settleHalves(batch);
        await sleep(Math.min(1_000, 20 * 2 ** attempt) * (0.5 + Math.random() / 2));
      }
    }
  }

  /**
   * Tells the callers of the last call what became of theirs, once the next one is on its way: else all that they do next
   * would be done first, while the database has nothing to do.
   */
  #answer(): void {
    const answers = this.#answers;
    this.#answers = null;
    answers?.();
  }

  /** A call may be too long for the time that connections live, or that the server allows: smaller ones get on. */
  async #settleHalves(batch: readonly Waiting[]): Promise<void> {
    const middle = batch.length >> 1;
    await this.#settle(callOf(batch.slice(0, middle)));
    await this.#settle(callOf(batch.slice(middle)));
  }

  /** Those that have waited their time are told that the outcome is not known; the others are returned. */
  #giveUpOnOld(batch: readonly Waiting[]): readonly Waiting[] {
    const now = Date.now();
    return batch.filter(({ append, reject, since }) => {
      if (now - since < this.#retryForMs) return true;
      reject(new AppendOutcomeUnknown(append.stream, now - since));
      return false;
    });
  }

  /** The database refused the call as a whole, so nothing was recorded: finds whose append it was that it refuses. */
  async #settleSingly(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (batch.length > 1) {
      for (const waiting of batch) await this.#settle(callOf([waiting]));
      return;
    }
    // The database's message may quote what was appended: only its code goes on.
    for (const { reject } of batch) reject(new EventStoreFailure('append', codeOf(error)));
  }

  #announce(results: readonly AppendResult[]): void {
    let last = 0n;
    for (const result of results) {
      if (!result.ok) continue;
      const position = BigInt(result.position);
      if (position > last) last = position;
    }
    if (last > 0n) this.#onAppended(String(last));
  }
}

/** Null where it cannot be written out, which those who wait are told: appends were checked before, so it is our mistake. */
const callOf = (batch: readonly Waiting[]): Call | null => {
  try {
    return { batch, statement: new AppendCall(batch.map(({ append }) => append)) };
  } catch {
    for (const { reject } of batch) reject(new EventStoreFailure('append', 'unwritable'));
    return null;
  }
};

/**
 * Takes from the front of the queue what fits within `most`, and at least one. Stops before an append that holds an
 * event already taken: a command sent twice at once is to be answered as repeated by the next call, while within one
 * call its second copy would break the unique index. Stops, too, where appends that give their instant meet others.
 */
const takeBatch = (queue: Waiting[], most: Size): readonly Waiting[] => {
  const ids = new Set<string>();
  let [count, events, bytes] = [0, 0, 0];
  for (const { append } of queue) {
    if ((append.givenInstant === null) !== (queue[0]!.append.givenInstant === null)) break;
    events += append.events.length;
    bytes += append.bytes;
    if (count > 0 && (count >= most.appends || events > most.events || bytes > most.bytes)) break;
    if (append.events.some(({ id }) => ids.has(id))) break;
    for (const { id } of append.events) ids.add(id);
    count++;
  }
  return queue.splice(0, count);
};
