import { personOf } from '@ehc/identity';
import { type Configuration, limitRate } from '@ehc/platform';
import type { Request, RequestHandler } from 'express';

/** Who sends a request, as far as anybody is known. */
export const whoAsks = (request: Request): string | undefined => personOf(request)?.subject;

/** Holds off an address that begins or ends sign-ins one after the other. Stands before anybody is known. */
export const limitSignIns = ({ signInsPerMinute }: Pick<Configuration, 'signInsPerMinute'>): RequestHandler =>
  limitRate({
    perMinute: signInsPerMinute,
    what: 'sign-ins and sign-outs of one address',
    counts: ({ path }) => /^\/sign-(in|out)(\/|$)/i.test(path),
  });

/** Holds off a person who sends one write after the other, or one search. Stands where it is known who asks. */
export const limitWrites = ({ writesPerMinute }: Pick<Configuration, 'writesPerMinute'>): RequestHandler =>
  limitRate({
    perMinute: writesPerMinute,
    what: 'writes and searches of one caller',
    counts: ({ method }) => method !== 'GET' && method !== 'HEAD',
    whoAsks,
  });
