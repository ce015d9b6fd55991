import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Echo, startEcho } from './test/start-echo.js';

let echo: Echo;

beforeAll(async () => {
  echo = await startEcho();
});
afterAll(() => echo.stop());

/** What is said of a request given to the byte. */
const refusalOf = async (...request: string[]): Promise<{ status: number; code: string; text: string }> => {
  const text = await echo.raw(request.join(''));
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1]);
  const code = /"type":"urn:ehc:problem:([a-z-]+)"/.exec(text)?.[1] ?? 'none';
  return { status, code, text };
};
const HEAD = 'Host: here\r\nConnection: close\r\n';

describe('a method', () => {
  test.each(['OPTIONS', 'TRACE', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'SEARCH'])('%s is not taken', async (method) => {
    const said = await refusalOf(`${method} /page HTTP/1.1\r\n${HEAD}\r\n`);
    expect(said).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(said.text).toMatch(/^Allow: GET, HEAD, POST\r$/m);
  });

  test.each(['WILHELMINA', 'get', ''])('"%s" is none', async (method) => {
    const said = await refusalOf(`${method} /page HTTP/1.1\r\n${HEAD}\r\n`);
    expect(said).toMatchObject({ status: 400, code: 'malformed-request' });
    expect(said.text).not.toContain('WILHELMINA');
  });

  test.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])('is not changed by %s', async (name) => {
    expect(await refusalOf(`GET /page HTTP/1.1\r\n${name}: DELETE\r\n${HEAD}\r\n`)).toMatchObject({
      status: 400,
      code: 'method-override',
    });
  });

  test('HEAD is answered as GET, without the body', async () => {
    const said = await echo.raw(`HEAD /page HTTP/1.1\r\n${HEAD}\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n$/);
  });
});

test.each([
  ['an address that is too long', `GET /page?${'a'.repeat(9_000)} HTTP/1.1\r\n${HEAD}\r\n`, 414, 'address-too-long'],
  ['too many headers', `GET /page HTTP/1.1\r\n${'A: b\r\n'.repeat(101)}${HEAD}\r\n`, 431, 'too-many-headers'],
  [
    'headers that are too large',
    `GET /page HTTP/1.1\r\nA: ${'b'.repeat(20_000)}\r\n${HEAD}\r\n`,
    431,
    'headers-too-large',
  ],
  // Node.js answers this one by itself.
  ['no host', 'GET /page HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'none'],
  ['a sign that no header may hold', `GET /page HTTP/1.1\r\nA: b\0c\r\n${HEAD}\r\n`, 400, 'malformed-request'],
  ['a header in two lines', `GET /page HTTP/1.1\r\nA: b\r\n c\r\n${HEAD}\r\n`, 400, 'malformed-request'],
  [
    'a body with two lengths',
    `POST /api/echo HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n${HEAD}\r\n0\r\n\r\nGET /page HTTP/1.1\r\n\r\n`,
    400,
    'malformed-request',
  ],
  ['a negative length', `POST /api/echo HTTP/1.1\r\nContent-Length: -1\r\n${HEAD}\r\n`, 400, 'malformed-request'],
  ['a bad escape in the address', `GET /%E0%A4%A HTTP/1.1\r\n${HEAD}\r\n`, 404, 'not-found'],
  ['a character that no id has', `GET /by-id/a%00b HTTP/1.1\r\n${HEAD}\r\n`, 400, 'bad-request'],
  ['a line end in the address', `GET /by-id/a%0d%0aX-Planted:1 HTTP/1.1\r\n${HEAD}\r\n`, 400, 'bad-request'],
  ['a path upwards', `GET /../../etc/passwd HTTP/1.1\r\n${HEAD}\r\n`, 404, 'not-found'],
])('%s', async (_what, request, status, code) => {
  const said = await refusalOf(request);
  expect(said).toMatchObject({ status, code });
  expect(said.text).not.toMatch(/node_modules|\.ts:|Error:/);
});
