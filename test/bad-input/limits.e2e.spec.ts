import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { EhcInFolder } from '../harness/ehc.js';

// The limits of the running service: how often somebody may ask, and how much they may send.

const ehc = new EhcInFolder({
  environment: { EHC_SIGN_INS_PER_MINUTE: '4', EHC_WRITES_PER_MINUTE: '3' },
  keepsLog: true,
});
let url: string;

beforeAll(async () => {
  for (const subject of ['carol.caseworker', 'tom.team-manager']) await ehc.give(subject, 'caseworker', '999');
  url = await ehc.start('--no-demo');
});
afterAll(() => ehc.remove());

const search = (subject: string, body: unknown = { name: 'Nobody' }): Promise<Response> =>
  fetch(`${url}/api/casework/search`, {
    method: 'POST',
    headers: ehc.asking(subject, '999'),
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

test('100 MB are refused, whoever sends them', async () => {
  const body = `{"name":"${'x'.repeat(100 * 1024 * 1024)}"}`;
  const inPieces = (): ReadableStream<Uint8Array> => new Blob([body]).stream();
  const sent = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const answers = [
    await search('carol.caseworker', body),
    await fetch(`${url}/api/clock`, { ...sent, body }),
    await fetch(`${url}/api/clock`, { ...sent, body: inPieces(), duplex: 'half' } as RequestInit),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ type: 'urn:ehc:problem:body-too-large' });
  }
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
});

test('who writes and searches too often must wait, and nobody else must', async () => {
  const statuses = [];
  for (let time = 0; time < 4; time += 1) statuses.push((await search('tom.team-manager')).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect((await search('carol.caseworker')).status).toBe(200);
  // To read is not to write.
  const read = await fetch(`${url}/api/casework/cases/${randomUUID()}`, {
    headers: ehc.asking('tom.team-manager', '999'),
  });
  expect(read.status).toBe(404);
});

test('who begins to sign in too often must wait', async () => {
  const begin = () => fetch(`${url}/sign-in`, { redirect: 'manual' });
  const statuses = [];
  for (let time = 0; time < 4; time += 1) statuses.push((await begin()).status);
  expect(statuses).toEqual([303, 303, 303, 303]);
  const refused = await begin();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await fetch(`${url}/sign-in/callback?state=x`)).status).toBe(429);
  expect((await fetch(`${url}/api/who-am-i`)).status).toBe(401);
});

test('each refusal is logged, with who it was or from where', async () => {
  expect(await ehc.stop()).toBe(0);
  const refusals = ehc.log
    .filter((line) => line.includes('"request refused"'))
    .map((line) => JSON.parse(line) as object);
  for (const line of [
    { status: 429, problem: 'too-many-requests', who: 'tom.team-manager' },
    { status: 429, problem: 'too-many-requests', from: '127.0.0.1' },
    { status: 401, problem: 'not-signed-in', path: '/api/who-am-i', from: '127.0.0.1' },
  ]) {
    expect(refusals).toContainEqual(expect.objectContaining({ level: 'warn', requestId: expect.any(String), ...line }));
  }
});
