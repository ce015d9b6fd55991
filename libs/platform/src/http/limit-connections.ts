import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Problem } from '../problems/problem.js';

export interface ConnectionLimits {
  /** How long the first line and the headers of a request may take to arrive, in milliseconds. Default 20 s. */
  readonly headersMs?: number;
  /** How long a whole request may take to arrive, in milliseconds. Default 60 s. */
  readonly requestMs?: number;
  /** How long nothing may move on a connection, in milliseconds. Default 120 s. */
  readonly silenceMs?: number;
}

/**
 * Ends connections that take too long, and answers what is no HTTP with problem details. Node.js looks for late requests
 * every half minute, so one may take so much longer.
 */
export const limitConnections = (
  server: Server,
  { headersMs = 20_000, requestMs = 60_000, silenceMs = 120_000 }: ConnectionLimits = {},
): void => {
  server.headersTimeout = headersMs;
  server.requestTimeout = requestMs;
  server.setTimeout(silenceMs);
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket & { _httpMessage?: { readonly headersSent: boolean } };
    // An answer has begun, or nobody is there to hear one.
    const deaf = error.code === 'ECONNRESET' || !socket.writable || socket._httpMessage?.headersSent === true;
    if (deaf) socket.destroy();
    else socket.end(answer(problemOf(error.code)));
  });
};

const problemOf = (code: string | undefined): Problem => {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem(431, 'headers-too-large', 'The address and headers are larger than 16 KiB.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem(408, 'request-timeout', 'The request took too long to arrive.');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new Problem(413, 'body-too-large', 'The body is too large.');
    default:
      return new Problem(400, 'malformed-request', 'This is not a request of HTTP/1.1.');
  }
};

const answer = (problem: Problem): string => {
  const details = problem.toDetails();
  const body = JSON.stringify(details);
  return [
    `HTTP/1.1 ${problem.status} ${details.title}`,
    'Connection: close',
    'Cache-Control: no-store',
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
};
