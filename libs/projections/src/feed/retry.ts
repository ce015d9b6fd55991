import { isTransient } from '../sql/is-transient.js';
import { pause } from './pause.js';

/** First pause, in milliseconds; doubled after each failure. */
const FIRST = 25;
/** Longest pause, in milliseconds. */
const LONGEST = 5_000;

export interface RetryOptions {
  /** Once aborted, nothing is tried again. */
  readonly signal?: AbortSignal;
  /** How often to try at most; for ever where left out. */
  readonly attempts?: number;
  readonly onRetry?: (error: unknown, attempt: number) => void;
}

/**
 * Does the work again while it fails for reasons of the moment (`isTransient`), pausing longer each time, with jitter
 * so that many who failed together do not come back together. Any other error, and the last one, is thrown on.
 */
export const retry = async <Result>(work: () => Promise<Result>, options: RetryOptions = {}): Promise<Result> => {
  const { signal, attempts = Infinity, onRetry } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || signal?.aborted || attempt >= attempts) throw error;
      onRetry?.(error, attempt);
      const longest = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 20));
      await pause(longest * (0.5 + Math.random() / 2), signal);
    }
  }
};
