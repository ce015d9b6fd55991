import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Problem } from '../problems/problem.js';
import { sendProblem } from '../problems/send-problem.js';

export interface RateLimit {
  /** Most requests of one caller in a minute; they may come all at once. */
  readonly perMinute: number;
  /** What the requests do, in the plural, for the refusal: `sign-ins`. */
  readonly what: string;
  /** Whether a request counts. */
  readonly counts: (request: Request) => boolean;
  /** Who sends it; where nobody is known, the address counts. */
  readonly whoAsks?: (request: Request) => string | undefined;
}

const MINUTE = 60_000;

/**
 * Refuses a caller's requests with 429 once there were too many in a minute, and says when to try again. Each process
 * counts by itself, in memory: behind several of them a caller may send so many to each.
 */
export const limitRate = ({ perMinute, what, counts, whoAsks = () => undefined }: RateLimit): RequestHandler =>
  rateLimit({
    windowMs: MINUTE,
    limit: perMinute,
    skip: (request) => !counts(request),
    keyGenerator: (request) => {
      const person = whoAsks(request);
      return person === undefined ? `address ${ipKeyGenerator(request.ip ?? '')}` : `person ${person}`;
    },
    // How much is left is nobody's business; when to come back is, and is said below.
    legacyHeaders: false,
    standardHeaders: false,
    // Its checks of our setup write on standard error, and quote the request.
    validate: false,
    handler: (request, response) => sendProblem(request, response, tooMany(request, perMinute, what)),
  });

const tooMany = (request: Request, perMinute: number, what: string): Problem => {
  const { rateLimit: used } = request as Request & { rateLimit?: { readonly resetTime?: Date } };
  const seconds = Math.max(1, Math.ceil(((used?.resetTime?.getTime() ?? 0) - Date.now()) / 1000));
  return new Problem(
    429,
    'too-many-requests',
    `At most ${perMinute} ${what} are taken in a minute. Try again in ${seconds} s.`,
    { headers: { 'Retry-After': String(seconds) } },
  );
};
