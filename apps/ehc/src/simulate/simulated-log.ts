import { appendedOrThrow, type BulkEventStore, type ExpectedRevision, type Sealer } from '@ehc/event-store';
import { type EventInPlain, sealed } from '@ehc/recording';
import type { Moment } from './agenda.js';

/** What one step leads to, as it is to be recorded. */
export interface Recording {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventInPlain[];
}

interface TimedRecording extends Recording {
  readonly at: Moment;
}

/** Events sealed and appended together: enough that neither a flush of keys nor a round trip is felt. */
const BATCH = 1_000;

/** Records what happens in the simulation, in batches, in the order of simulated time. */
export class SimulatedLog {
  #waiting: TimedRecording[] = [];
  #events = 0;
  #last: Moment = 0;
  /** The batch that is being appended while the next one is made up. */
  #underway: Promise<void> = Promise.resolve();
  /** Events recorded so far, those that wait to be among them. */
  count = 0;

  constructor(
    private readonly store: BulkEventStore,
    private readonly sealer: Sealer,
  ) {}

  /** Each recording has an instant of its own, so that each is a moment that can be asked about. */
  record(recording: Recording, at: Moment): void {
    this.#last = Math.max(at, this.#last + 1);
    this.#waiting.push({ ...recording, at: this.#last });
    this.#events += recording.events.length;
    this.count += recording.events.length;
  }

  get isFull(): boolean {
    return this.#events >= BATCH;
  }

  /** Begins to append what waits. Resolves when there is room for more. */
  makeRoom(): Promise<void> {
    return this.#handOver();
  }

  /** Lets go of what waits. Resolves when nothing is being appended any more. */
  leaveOff(): Promise<void> {
    this.#waiting = [];
    this.#events = 0;
    return this.#underway;
  }

  /** Resolves when everything is recorded. */
  async finish(): Promise<void> {
    await this.#handOver();
    await this.#underway;
  }

  async #handOver(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#events = 0;
    await this.#underway;
    this.#underway = this.#append(batch);
    // A failure is thrown to whoever waits next; until then nobody must call it unhandled.
    this.#underway.catch(() => undefined);
  }

  async #append(batch: readonly TimedRecording[]): Promise<void> {
    if (batch.length === 0) return;
    const events = await sealed(
      this.sealer,
      batch.flatMap((recording) => recording.events),
    );
    let taken = 0;
    const appends = batch.map(({ stream, expected, events: { length }, at }) => ({
      stream,
      expected,
      events: events.slice(taken, (taken += length)),
      recordedAt: new Date(at).toISOString(),
    }));
    for (const result of await this.store.appendSimulated(appends)) appendedOrThrow(result);
  }
}
