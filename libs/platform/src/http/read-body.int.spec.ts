import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Echo, startEcho } from './test/start-echo.js';

const LIMIT = 100_000;
const HUNDRED_MEGABYTES = 100 * 1024 * 1024;

let echo: Echo;

beforeAll(async () => {
  echo = await startEcho({ maxBodyBytes: LIMIT });
});
afterAll(() => echo.stop());

const post = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${echo.address}/api/echo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await answer.text();
  const { type, errors } = JSON.parse(text) as { type?: string; errors?: { field: string; code: string }[] };
  return { status: answer.status, code: type?.replace('urn:ehc:problem:', ''), errors, text };
};

/** Sends 100 MB in pieces, with its length or without, and tells how much memory this process took for it at most. */
const sendHundredMegabytes = async (headers: Record<string, string | number>) => {
  const before = process.memoryUsage.rss();
  let most = before;
  const piece = Buffer.alloc(64 * 1024, 'x');
  const sending = httpRequest(`${echo.address}/api/echo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  const answered = once(sending, 'response');
  sending.write('{"text":"');
  for (let sent = 9; sent + 2 < HUNDRED_MEGABYTES; sent += piece.length) {
    const rest = Math.min(piece.length, HUNDRED_MEGABYTES - sent - 2);
    if (!sending.write(piece.subarray(0, rest))) await once(sending, 'drain');
    most = Math.max(most, process.memoryUsage.rss());
  }
  sending.end('"}');
  const [answer] = (await answered) as [IncomingMessage];
  let text = '';
  for await (const more of answer.setEncoding('utf8')) text += more as string;
  return { status: answer.statusCode, text, grew: most - before };
};

describe('100 MB of JSON', () => {
  test.each([
    ['that says its length', { 'content-length': HUNDRED_MEGABYTES }],
    ['that does not', { 'transfer-encoding': 'chunked' }],
  ])('%s is refused, and never held in memory', async (_what, headers) => {
    const { status, text, grew } = await sendHundredMegabytes(headers);
    expect(status).toBe(413);
    expect(JSON.parse(text)).toMatchObject({ type: 'urn:ehc:problem:body-too-large' });
    // Sender and receiver are this one process: what is under way between them counts as well.
    expect(grew).toBeLessThan(HUNDRED_MEGABYTES / 2);
  });

  test('packed into a hundred kilobytes is refused once it is unpacked that far', async () => {
    const bomb = gzipSync(Buffer.alloc(HUNDRED_MEGABYTES, ' '));
    expect(bomb.length).toBeLessThan(LIMIT * 1.05);
    const { status, code } = await post(bomb.subarray(0, LIMIT), { 'content-encoding': 'gzip' });
    expect({ status, code }).toEqual({ status: 413, code: 'body-too-large' });
  });
});

const nested = (depth: number): string => `{"list":${'['.repeat(depth)}${']'.repeat(depth)}}`;

test.each([
  ['nested 20 deep', nested(19), 201, undefined],
  ['nested deeper', nested(20), 400, 'body-too-deep'],
  ['nested as deep as its size lets it be', nested(LIMIT / 2 - 10), 400, 'body-too-deep'],
  ['of 20,000 values', `{"list":[${Array(19_999).fill('1').join(',')}]}`, 201, undefined],
  ['of more', `{"list":[${Array(20_000).fill('1').join(',')}]}`, 400, 'too-many-values'],
  ['that is a word', '"Wilhelmina"', 400, 'malformed-body'],
  ['with a byte that is no UTF-8', Buffer.from('{"text":"Wilhelm\xffina"}', 'latin1'), 400, 'malformed-body'],
  ['with half a sign of UTF-8', Buffer.from('{"text":"\xc3"}', 'latin1'), 400, 'malformed-body'],
  ['with an overlong slash', Buffer.from('{"text":"\xc0\xaf"}', 'latin1'), 400, 'malformed-body'],
])('a body %s', async (_what, body, status, code) => {
  const answer = await post(body);
  expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
  expect(answer.text).not.toContain('Wilhelm');
});

test('a character that no database keeps is told of, wherever it is', async () => {
  for (const character of ['\\u0000', '\\ud83d']) {
    expect(await post(`{"list":[{"name":"a${character}b"}]}`)).toMatchObject({
      status: 422,
      code: 'invalid-value',
      errors: [{ field: 'list.0.name', code: 'invalid-value' }],
    });
  }
  expect((await fetch(`${echo.address}/page?name=a%00b`)).status).toBe(422);
  expect(await post('{"text":"\\ud83d\\ude00 whole"}')).toMatchObject({ status: 201 });
});

test.each(['__proto__', 'constructor', 'prototype'])('a field called %s is unknown, wherever it is', async (name) => {
  for (const [body, field] of [
    [`{"${name}":{"admin":true}}`, name],
    [`{"list":[{"${name}":1}]}`, `list.0.${name}`],
  ]) {
    expect(await post(body!)).toMatchObject({ status: 400, errors: [{ field, code: 'unknown-field' }] });
  }
  const answer = await fetch(`${echo.address}/page?${name}=1&${name}=2`);
  expect(answer.status).toBe(400);
});

test.each([
  ['a form', 'application/x-www-form-urlencoded', 415, 'unsupported-type'],
  ['a file', 'multipart/form-data; boundary=x', 415, 'unsupported-type'],
  ['XML', 'application/xml', 415, 'unsupported-type'],
  ['no type', '', 415, 'unsupported-type'],
  ['a type that is none', 'json', 415, 'unsupported-type'],
  ['UTF-16', 'application/json; charset=utf-16le', 415, 'unsupported-encoding'],
  ['UTF-32', 'application/json; charset=utf-32', 415, 'unsupported-encoding'],
  ['UTF-7', 'application/json; charset=utf-7', 415, 'unsupported-encoding'],
])('%s is not taken', async (_what, type, status, code) => {
  const answer = await post('{"text":"x"}', { 'content-type': type });
  expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
});

test('a packing that is not known is not taken', async () => {
  expect(await post('{}', { 'content-encoding': 'compress' })).toMatchObject({
    status: 415,
    code: 'unsupported-encoding',
  });
});

test('a form is taken where there are pages, and held to the same', async () => {
  const send = async (body: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`${echo.address}/form`, { method: 'POST', headers, body });
    return { status: answer.status, body: await answer.json() };
  };
  expect(await send('text=a%20b')).toEqual({ status: 201, body: { text: 'a b' } });
  for (const body of ['constructor=1', `text=${'a'.repeat(LIMIT)}`, 'admin=yes']) {
    expect((await send(body)).status).toBeGreaterThanOrEqual(400);
  }
});
