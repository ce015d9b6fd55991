import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Longest that anything is waited for, in milliseconds, before it is taken not to happen: a gap that is reached, a
 * service that comes back, a read model that catches up. On a quiet machine all take a second or two, save a lease that
 * runs out by itself, which takes ten; a busy one must not turn a slow answer into a wrong one.
 */
export const AT_MOST = 120_000;

/** How often to look, in milliseconds. */
const EVERY = 15;

/** Looks again and again until there is an answer, and gives it; undefined where none comes. */
export const eventually = async <Answer>(
  look: () => Answer | undefined | false | Promise<Answer | undefined | false>,
): Promise<Answer | undefined> => {
  const deadline = Date.now() + AT_MOST;
  for (;;) {
    const answer = await look();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) return undefined;
    await sleep(EVERY);
  }
};
