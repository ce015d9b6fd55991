import { isTransient } from '../sql/is-transient.js';
import { pause } from './pause.js';

/** First pause, in milliseconds; doubled after each failure. */
const FIRST = 25;
/** Longest pause, in milliseconds. */
const LONGEST = 5_000;

/**
 * Does the work again while it fails for reasons of the moment (`isTransient`), pausing longer each time, with jitter
 * so that many who failed together do not come back together. Any other error, and any once `signal` is aborted, is
 * thrown on.
 */
export const retry = async <Result>(
  work: () => Promise<Result>,
  options: { readonly signal?: AbortSignal; readonly onRetry?: (error: unknown, attempt: number) => void } = {},
): Promise<Result> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || options.signal?.aborted) throw error;
      options.onRetry?.(error, attempt);
      const longest = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 20));
      await pause(longest * (0.5 + Math.random() / 2), options.signal);
    }
  }
};
