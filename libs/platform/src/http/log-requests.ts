import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from '../logging/logger.js';
import { problemSent } from '../problems/send-problem.js';

/**
 * Writes a line for each request when its answer has been sent: method, path without its query, status, who asked where
 * that is known, which problem was answered, and how long it took in milliseconds. Health checks, asked every few seconds,
 * go under debug; what was refused for who asked, or how often, under warn, with the address where nobody is known.
 */
export const logRequests = (logger: Logger, whoAsks: (request: Request) => string | undefined): RequestHandler => {
  // The fields of these lines are named below, and none is secret: there is nothing to look for in each of them.
  const lines = logger.child({}, { redact: [] });
  return (request: Request, response: Response, next: NextFunction) => {
    const start = performance.now();
    response.once('close', () => {
      const who = whoAsks(request);
      const problem = problemSent(response);
      const refused = REFUSALS.includes(response.statusCode);
      const line = {
        method: request.method,
        path: pathOf(request),
        status: response.statusCode,
        ...(problem !== undefined && { problem }),
        ...(who === undefined ? refused && { from: request.ip } : { who }),
        ms: Math.round((performance.now() - start) * 10) / 10,
        // The caller hung up before the end.
        ...(!response.writableFinished && { aborted: true }),
      };
      if (line.path.startsWith('/health/')) lines.debug(line, 'request');
      else if (line.status >= 500) lines.warn(line, 'request');
      else if (refused) lines.warn(line, 'request refused');
      else lines.info(line, 'request');
    });
    next();
  };
};

/** Not signed in, not allowed, too often. */
const REFUSALS = [401, 403, 429];

/**
 * The path, as far as it is ours: the words of its route and opaque ids. In place of an id may stand anything, and so it may
 * in a path that leads to no route.
 */
const pathOf = (request: Request): string => {
  const pattern: unknown = request.route?.path;
  if (typeof pattern === 'string') {
    const { params } = request;
    return pattern.replace(/[:*]([A-Za-z]\w*)/g, (_, name: string) => idOr(params[name], '…'));
  }
  return request.path.startsWith('/api/') ? '/api/…' : '/…';
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const idOr = (value: unknown, other: string): string => (typeof value === 'string' && UUID.test(value) ? value : other);
