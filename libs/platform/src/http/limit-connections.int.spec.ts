import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { type ConnectionLimits, limitConnections } from './limit-connections.js';

let server: Server;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server that reads a body to its end before it answers, and looks for late requests more often than is usual. */
const listen = async (limits: ConnectionLimits): Promise<number> => {
  server = createServer({ connectionsCheckingInterval: 20 }, (request, response) => {
    request.resume().once('end', () => response.end('read'));
  });
  limitConnections(server, limits);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

/** What is heard on a connection on which this is said and then nothing more. */
const hearAfter = async (port: number, text: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (more: string) => (heard += more));
  socket.write(text);
  await once(socket, 'close');
  return heard;
};

test.each([
  ['headers', { headersMs: 50 }, 'GET / HTTP/1.1\r\nHost: here\r\n'],
  ['a body', { requestMs: 50, headersMs: 50 }, 'POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nabc'],
  [
    'a body in pieces',
    { requestMs: 50, headersMs: 50 },
    'POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n',
  ],
])('%s that take too long are answered so, and the connection ends', async (_what, limits, text) => {
  const heard = await hearAfter(await listen(limits), text);
  expect(heard).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n/);
  const [, body] = heard.split('\r\n\r\n');
  expect(JSON.parse(body!)).toMatchObject({ type: 'urn:ehc:problem:request-timeout', status: 408 });
});

test('a connection on which nothing moves ends', async () => {
  const port = await listen({ silenceMs: 50 });
  expect(await hearAfter(port, '')).toBe('');
});
