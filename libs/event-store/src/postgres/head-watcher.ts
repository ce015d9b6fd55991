import { comparePositions, START, type Position } from '../port/envelope.js';

/** First and longest pause between two looks at the log, while somebody waits. */
const POLL_MS = { first: 50, longest: 250 };

/**
 * Wakes those who wait for more events: at once after an append of this process, within a quarter of a second after one
 * of another. Nothing is sent through the database (NOTIFY within the append cost more than half of its speed).
 */
export class HeadWatcher {
  readonly #readHead: () => Promise<Position>;
  readonly #listeners = new Set<(position: Position) => void>();
  readonly #waiters = new Set<{ readonly after: Position; readonly wake: () => void }>();
  #known: Position = START;
  #polling = false;
  #closed = false;

  constructor(readHead: () => Promise<Position>) {
    this.#readHead = readHead;
  }

  /** Events up to this position are committed. */
  announce(position: Position): void {
    if (comparePositions(position, this.#known) <= 0) return;
    this.#known = position;
    for (const listener of this.#listeners) listener(position);
    for (const waiter of this.#waiters) if (comparePositions(position, waiter.after) > 0) waiter.wake();
  }

  /** Calls whenever the log is known to have come further. Answers how to end that. */
  onNews(listener: (position: Position) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async waitBeyond(after: Position, timeoutMs: number): Promise<void> {
    if (this.#closed || comparePositions(this.#known, after) > 0) return;
    await new Promise<void>((resolve) => {
      const waiter = {
        after,
        wake: () => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          resolve();
        },
      };
      const timer = setTimeout(waiter.wake, timeoutMs);
      this.#waiters.add(waiter);
      if (!this.#polling) void this.#poll();
    });
  }

  /** Wakes everyone; nobody waits from now on. */
  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiters) waiter.wake();
  }

  async #poll(): Promise<void> {
    this.#polling = true;
    for (let pause = POLL_MS.first; this.#waiters.size > 0; pause = Math.min(pause * 1.5, POLL_MS.longest)) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (this.#waiters.size === 0) break;
      const before = this.#known;
      // A failed look is no more than a look that found nothing: the reader that waits meets the error itself.
      await this.#readHead().then(
        (head) => this.announce(head),
        () => {},
      );
      if (this.#known !== before) pause = POLL_MS.first;
    }
    this.#polling = false;
  }
}
