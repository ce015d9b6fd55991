import { setImmediate as turn } from 'node:timers/promises';
import type { RecordedEvent } from '../port/envelope.js';

type Streams = Map<string, RecordedEvent[]>;

interface Waiting {
  readonly streams: readonly string[];
  readonly resolve: (found: Streams) => void;
  readonly reject: (error: unknown) => void;
}

/** Most streams in one query, unless one reader alone asks for more: a larger one would keep the others waiting. */
const MOST_STREAMS = 200;
/** Queries under way at once. More than one, so that a long one does not hold up the rest. */
const AT_ONCE = 2;

/**
 * Group reading, as `AppendWriter` is group commit: who asks for streams while others are being read waits for the next
 * query, and shares it with all who wait. With many clients one query then reads for dozens of commands, and what they
 * have in common, such as the settings of their authority, is read once.
 *
 * A query begins only after its readers have asked, so each sees whatever was committed before it asked.
 */
export class GatheredReads {
  readonly #waiting: Waiting[] = [];
  #underWay = 0;

  /** @param read reads streams by name, each name once; leaves out those that are not */
  constructor(private readonly read: (streams: readonly string[]) => Promise<Streams>) {}

  streams(streams: readonly string[]): Promise<Streams> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ streams, resolve, reject });
      if (this.#underWay < AT_ONCE) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#underWay++;
    // Lets everyone who is ready now into the same query.
    await turn();
    while (this.#waiting.length > 0) await this.#answer(this.#takeTogether());
    this.#underWay--;
  }

  /** What is waiting, from the front, as far as it fits into one query; at least one reader. */
  #takeTogether(): readonly Waiting[] {
    let streams = 0;
    const tooMany = this.#waiting.findIndex(
      (one, index) => (streams += one.streams.length) > MOST_STREAMS && index > 0,
    );
    return this.#waiting.splice(0, tooMany === -1 ? Infinity : tooMany);
  }

  async #answer(together: readonly Waiting[]): Promise<void> {
    try {
      const found = await this.read([...new Set(together.flatMap(({ streams }) => streams))]);
      for (const { streams, resolve } of together) resolve(part(found, streams));
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }
}

/** Lists of its own for each reader. */
const part = (found: Streams, streams: readonly string[]): Streams => {
  const own: Streams = new Map();
  for (const stream of streams) {
    const events = found.get(stream);
    if (events) own.set(stream, [...events]);
  }
  return own;
};
