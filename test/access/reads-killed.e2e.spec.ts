import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { EhcInFolder } from '../harness/ehc.js';

// Whatever of children was shown is recorded, although the service is killed at any moment (SIGKILL).

jest.setTimeout(600_000);

const AUTHORITY = '999';
const ROUNDS = 3;

let ehc: EhcInFolder;
beforeAll(async () => {
  ehc = new EhcInFolder();
  await ehc.json('simulate', '--authority', AUTHORITY, '--children', '30', '--years', '1', '--seed', '1', '--json');
  await ehc.give('a.caseworker', 'caseworker', AUTHORITY);
});
afterAll(() => ehc.remove());

test('every answer that had been given is in the record, and `ehc reads` lists it', async () => {
  const answered: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const address = await ehc.start('--no-demo');
    const headers = ehc.asking('a.caseworker', AUTHORITY);
    const read = async (path: string): Promise<string> => {
      const response = await fetch(address + path, { headers });
      await response.json();
      expect(response.status).toBe(200);
      return response.headers.get('x-request-id')!;
    };
    const before = answered.length;
    const clients = Array.from({ length: 8 }, async () => {
      for (;;) answered.push(await read('/api/casework/worklist?limit=5'));
    });
    const ended = Promise.allSettled(clients);
    while (answered.length < before + 20 + round * 7) await new Promise((resolve) => setTimeout(resolve, 5));
    await ehc.kill();
    await ended;
  }

  const { reads } = await ehc.json<{ reads: { request: string; person: { subject: string } }[] }>(
    'reads',
    '--authority',
    AUTHORITY,
    '--limit',
    '10000',
    '--json',
  );
  const recorded = new Set(reads.map(({ request }) => request));
  expect(answered.length).toBeGreaterThan(60);
  expect(answered.filter((request) => !recorded.has(request))).toEqual([]);
  expect(reads.every(({ person }) => person.subject === 'a.caseworker')).toBe(true);

  const { status, stdout } = await ehc.run(
    'reads',
    '--authority',
    AUTHORITY,
    '--person',
    'a.caseworker',
    '--limit',
    '1',
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/^\S+Z {2}a\.caseworker \(caseworker\) {2}GET \/api\/casework\/worklist {2}case \S+/);
  expect((await ehc.run('reads', '--authority', '891')).stdout).toBe('');
});
