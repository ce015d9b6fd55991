import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from '../logging/logger.js';

/**
 * Writes a line for each request when its answer has been sent: method, path, names (not values) of its query, status
 * and how long it took in milliseconds. Health checks, asked every few seconds, go under debug.
 */
export const logRequests = (logger: Logger): RequestHandler => {
  // The fields of these lines are named below, and none is secret: there is nothing to look for in each of them.
  const lines = logger.child({}, { redact: [] });
  return (request: Request, response: Response, next: NextFunction) => {
    const start = performance.now();
    response.once('close', () => {
      const line = {
        method: request.method,
        path: pathOf(request),
        ...queryNames(request),
        status: response.statusCode,
        ms: Math.round((performance.now() - start) * 10) / 10,
        // The caller hung up before the end.
        ...(!response.writableFinished && { aborted: true }),
      };
      if (line.path.startsWith('/health/')) lines.debug(line, 'request');
      else if (line.status >= 500) lines.warn(line, 'request');
      else lines.info(line, 'request');
    });
    next();
  };
};

/** Our own paths hold nothing but opaque ids. What leads to none of them may hold anything, so of it only the start. */
const pathOf = (request: Request): string => {
  const path = request.originalUrl.split('?', 1)[0] ?? '';
  if (request.route !== undefined) return path;
  const [, first = '', rest] = path.split('/', 3);
  return /^[a-z-]{1,30}$/.test(first) ? `/${first}${rest === undefined ? '' : '/…'}` : '/…';
};

const queryNames = (request: Request): { query?: never; queryNames?: string[] } => {
  const names = Object.keys(request.query).filter((name) => /^[A-Za-z][\w.-]{0,30}$/.test(name));
  return names.length > 0 ? { queryNames: names } : {};
};
