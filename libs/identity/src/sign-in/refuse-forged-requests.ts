import { forbidden } from '@ehc/platform';
import { csrfSync } from 'csrf-sync';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** The field of a form, and the header of a program in a browser, that bring the session's token. */
const FIELD = '_csrf';
const HEADER = 'x-csrf-token';

const { generateToken, isRequestValid } = csrfSync({
  getTokenFromRequest: (request) => {
    const field = (request.body as Record<string, unknown> | undefined)?.[FIELD];
    return typeof field === 'string' ? field : request.get(HEADER);
  },
  size: 32,
});

/** The token that a form of this session must bring back. */
export const csrfTokenOf = (request: Request): string => generateToken(request);

const ONLY_READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Where a browser says that a request comes from; ones that say nothing are judged by the token alone. */
const OUR_OWN = new Set([undefined, 'same-origin', 'none']);

/**
 * Refuses what a page of somebody else makes a browser send: a request in a session that changes something must come
 * from a page of ours and bring the session's token. A bearer token no browser sends by itself, so it needs neither.
 */
export const refuseForgedRequests: RequestHandler = (request: Request, _response: Response, next: NextFunction) => {
  if (!request.session?.person || ONLY_READS.has(request.method)) return next();
  if (!OUR_OWN.has(request.get('sec-fetch-site'))) {
    throw forbidden('forged-request', 'This request comes from a page of another site.');
  }
  if (!isRequestValid(request)) {
    throw forbidden(
      'csrf-token-wrong',
      `The request does not bring its session's token, in the field ${FIELD} or the header ${HEADER}. Load the page again.`,
    );
  }
  // Not a field of any form: what is checked for unknown fields must not meet it.
  if (request.body) delete (request.body as Record<string, unknown>)[FIELD];
  next();
};
