import type { Logger } from '@ehc/platform';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Person, WithPerson } from '../person.js';
import { signInUnavailable, tokenRefused } from './refusals.js';
import { IssuerUnavailable, type ReadAccessToken, TokenRefused } from './read-access-token.js';

/** Whether a request says who sent it by a bearer token. Such a request has no use for a session. */
export const hasBearerToken = (request: Request): boolean => /^bearer(\s|$)/i.test(request.headers.authorization ?? '');

/** RFC 6750: the scheme in any case, one token. */
const BEARER = /^bearer +([\w.~+/=-]+) *$/i;

/**
 * Tells who sent a request by its bearer token, and refuses a token that is not good. Without one the request goes on
 * with nobody: whether that does is for the route's rule.
 */
export const authenticateBearer =
  (readToken: ReadAccessToken, logger: Logger): RequestHandler =>
  async (request: WithPerson<Request>, _response: Response, next: NextFunction) => {
    if (hasBearerToken(request)) request.person = await personOfToken(request, readToken, logger);
    next();
  };

const personOfToken = async (request: Request, readToken: ReadAccessToken, logger: Logger): Promise<Person> => {
  try {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new TokenRefused('it is malformed');
    return await readToken(token);
  } catch (error) {
    if (error instanceof TokenRefused) {
      logger.warn({ reason: error.reason }, 'a bearer token was refused');
      throw tokenRefused();
    }
    if (error instanceof IssuerUnavailable) {
      logger.error({ error: error.cause }, 'the keys of the identity provider could not be fetched');
      throw signInUnavailable();
    }
    throw error;
  }
};
