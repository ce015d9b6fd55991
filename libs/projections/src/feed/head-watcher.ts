import { comparePositions, START, type EventStore, type Position } from '@ehc/event-store';
import type { ProjectionLogger } from '../logger.js';
import { pause } from './pause.js';
import { safeReason } from './safe-reason.js';

/** Pause after an error, in milliseconds. */
const AFTER_ERROR = 1_000;

/**
 * Looks for new events on behalf of all projections of a process: one question to the store, however many follow it. News
 * after a silence is told at once; while the log grows steadily, it is told every `least` milliseconds, since a batch
 * costs much the same for one event as for fifty.
 */
export class HeadWatcher {
  #head: Position = START;
  readonly #waiting = new Map<() => void, Position>();
  #watching: Promise<void> | undefined;

  /** @param poll how often to look, in milliseconds: `least` after news, and up to `most` while nothing happens */
  constructor(
    private readonly store: Pick<EventStore, 'head' | 'waitForMore'>,
    private readonly poll: { readonly least: number; readonly most: number },
    private readonly logger: ProjectionLogger,
    private readonly signal: AbortSignal,
  ) {}

  /** Resolves when the log goes on behind `position`, `signal` is aborted, or the process stops. */
  async beyond(position: Position, signal: AbortSignal): Promise<void> {
    const signals = [this.signal, signal];
    if (signals.some(({ aborted }) => aborted) || comparePositions(this.#head, position) > 0) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        for (const each of signals) each.removeEventListener('abort', done);
        this.#waiting.delete(done);
        resolve();
      };
      for (const each of signals) each.addEventListener('abort', done);
      this.#waiting.set(done, position);
      this.#watching ??= this.#watch();
    });
  }

  /** Resolves when no question to the store is under way any more. */
  async settled(): Promise<void> {
    await this.#watching;
  }

  async #watch(): Promise<void> {
    let wait = this.poll.least;
    while (this.#waiting.size > 0 && !this.signal.aborted) {
      try {
        await this.store.waitForMore(this.#head, wait);
        const head = await this.store.head();
        const news = comparePositions(head, this.#head) > 0;
        wait = news ? this.poll.least : Math.min(this.poll.most, wait * 1.5);
        this.#head = head;
        if (news) this.#wake();
        // What comes meanwhile goes into one batch of each projection. And a hint that comes too early keeps nobody spinning.
        await pause(news ? this.poll.least : 1, this.signal);
      } catch (error) {
        this.logger.warn({ reason: safeReason(error) }, 'the read models cannot see how far the log has come');
        await pause(AFTER_ERROR, this.signal);
      }
    }
    this.#watching = undefined; // in one go with the last look at who is waiting, so that nobody waits in vain
  }

  #wake(): void {
    for (const [wake, position] of this.#waiting) if (comparePositions(this.#head, position) > 0) wake();
  }
}
