import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const ids = new WeakMap<object, string>();
const current = new AsyncLocalStorage<object>();

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id of a request: a UUID, given when it is first asked for. */
export const requestIdOf = (request: object): string => {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const id = randomUUID();
  ids.set(request, id);
  return id;
};

/** The request that is being answered by whatever calls this; undefined outside of any. */
export const currentRequest = (): object | undefined => current.getStore();

/** The id of the request that is being answered by whatever calls this; undefined outside of any. */
export const currentRequestId = (): string | undefined => {
  const request = currentRequest();
  return request && requestIdOf(request);
};

/**
 * Gives each request its id: the caller's `X-Request-Id` if that is a UUID. The answer names it in the same header.
 * Whatever is done on the request's behalf from here on finds it by `currentRequest`.
 */
export const identifyRequest = (request: Request, response: Response, next: NextFunction): void => {
  const given = request.get('x-request-id');
  // Anything but a UUID might be anything, and it goes into the log.
  if (given !== undefined && uuid.test(given)) ids.set(request, given.toLowerCase());
  response.setHeader('X-Request-Id', requestIdOf(request));
  current.run(request, next);
};
