import { HttpException } from '@nestjs/common';
import { Problem, unavailable } from './problem.js';

/** Turns an error of some library into the problem that it means to a caller; undefined where it knows none. */
export type ErrorTranslator = (error: unknown) => Problem | undefined;

/**
 * Nest's own exceptions and those of its pipes, by their status. Their messages are not passed on: Nest's name the whole
 * address with the values of its query, or the start of the body.
 */
export const translateHttpException: ErrorTranslator = (error) => {
  if (!(error instanceof HttpException)) return undefined;
  const status = error.getStatus();
  const { code, detail } = meanings[status] ?? (status < 500 ? meanings[400] : undefined) ?? {};
  return code && detail ? new Problem(status, code, detail, { cause: error }) : undefined;
};

/** Errors of reading a request's body (express's body-parser gives each a `type`). */
export const translateBodyError: ErrorTranslator = (error) => {
  const { type, status, limit } = (error ?? {}) as { type?: unknown; status?: unknown; limit?: unknown };
  switch (type) {
    case 'entity.too.large':
      return new Problem(413, 'body-too-large', `The body is too large: at most ${String(limit)} bytes are taken.`);
    case 'entity.parse.failed':
      return new Problem(400, 'malformed-body', 'The body cannot be read: it is not JSON, or not as its type says.');
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new Problem(415, 'unsupported-encoding', 'The body is in an encoding that is not taken here; send UTF-8.');
    case 'request.aborted':
    case 'request.size.invalid':
    case 'entity.verify.failed':
    case 'parameters.too.many':
    case 'querystring.parse.rangeError':
    case 'stream.encoding.set':
      return new Problem(typeof status === 'number' ? status : 400, 'malformed-body', 'The body cannot be read.');
    default:
      return undefined;
  }
};

/** PostgreSQL going, coming or full: the same request may do in a moment. */
export const translateDatabaseOutage: ErrorTranslator = (error) => {
  const { code, message, driverError } = (error ?? {}) as { code?: unknown; message?: unknown; driverError?: unknown };
  if (driverError) return translateDatabaseOutage(driverError);
  const isOutage =
    (typeof code === 'string' && outages.has(code)) || (typeof message === 'string' && lostConnection.test(message));
  return isOutage
    ? unavailable('database-unavailable', 'The database does not answer at the moment. Try again shortly.')
    : undefined;
};

// admin_shutdown, crash_shutdown, cannot_connect_now, connection_failure and its kin, too_many_connections
const outages = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08006',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
]);
// What pg says of these has no code.
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

const meanings: Readonly<Record<number, { code: string; detail: string }>> = {
  400: { code: 'bad-request', detail: 'The request cannot be understood.' },
  401: { code: 'not-signed-in', detail: 'This needs a sign-in.' },
  403: { code: 'forbidden', detail: 'This is not allowed to you.' },
  404: { code: 'not-found', detail: 'There is nothing at this address.' },
  405: { code: 'method-not-allowed', detail: 'This address does not take this method.' },
  406: { code: 'not-acceptable', detail: 'This cannot be given in any of the types that were asked for.' },
  408: { code: 'request-timeout', detail: 'The request took too long to arrive.' },
  409: { code: 'conflict', detail: 'This clashes with what is recorded.' },
  413: { code: 'body-too-large', detail: 'The body is too large.' },
  415: { code: 'unsupported-type', detail: 'A body of this type is not taken here.' },
  422: { code: 'unprocessable', detail: 'This is not possible as things stand.' },
  429: { code: 'too-many-requests', detail: 'There have been too many requests; wait a little.' },
  503: { code: 'unavailable', detail: 'This is not available at the moment. Try again shortly.' },
};
