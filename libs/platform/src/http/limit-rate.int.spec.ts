import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { limitRate } from './limit-rate.js';
import { type Echo, startEcho } from './test/start-echo.js';

let echo: Echo;

const whoAsks = (request: { get(name: string): string | undefined }) => request.get('x-person');

beforeAll(async () => {
  const limit = limitRate({ perMinute: 3, what: 'writes', counts: ({ method }) => method === 'POST', whoAsks });
  echo = await startEcho({ beforeBody: [limit], whoAsks });
});
afterAll(() => echo.stop());

const write = (person?: string): Promise<Response> =>
  fetch(`${echo.address}/api/echo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(person !== undefined && { 'x-person': person }) },
    body: '{}',
  });

test('each person, and each address of nobody, may do so much in a minute; then is told when to come back', async () => {
  for (const person of ['carol', 'tom', undefined]) {
    for (let time = 1; time <= 3; time += 1) expect((await write(person)).status).toBe(201);
    const refused = await write(person);
    expect(refused.status).toBe(429);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await refused.json()).toMatchObject({
      type: 'urn:ehc:problem:too-many-requests',
      status: 429,
      detail: `At most 3 writes are taken in a minute. Try again in ${wait} s.`,
    });
  }
  expect((await write('amina')).status).toBe(201);
});

test('what does not count is not limited', async () => {
  for (let time = 1; time <= 5; time += 1) {
    expect((await fetch(`${echo.address}/page`, { headers: { 'x-person': 'carol' } })).status).toBe(200);
  }
});

test('a refusal is logged with who was refused, or from where', () => {
  const refusals = echo.lines.filter(({ message }) => message === 'request refused');
  expect(refusals).toMatchObject([
    { level: 'warn', path: '/api/…', status: 429, problem: 'too-many-requests', who: 'carol' },
    { level: 'warn', path: '/api/…', status: 429, problem: 'too-many-requests', who: 'tom' },
    { level: 'warn', path: '/api/…', status: 429, problem: 'too-many-requests', from: '127.0.0.1' },
  ]);
  for (const line of refusals) expect(line['requestId']).toEqual(expect.any(String));
});
