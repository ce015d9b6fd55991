import { expect, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import type { RecordedEvent } from '../port/envelope.js';
import { GatheredReads } from './gathered-reads.js';

/** Queries that end when the test lets them. */
const slowReads = () => {
  const queries: { readonly streams: readonly string[]; end: (error?: Error) => void }[] = [];
  const reads = new GatheredReads(
    (streams) =>
      new Promise((resolve, reject) => {
        const found = new Map(streams.map((stream) => [stream, [{ stream } as RecordedEvent]]));
        found.delete('none');
        queries.push({ streams, end: (error) => (error ? reject(error) : resolve(found)) });
      }),
  );
  return { reads, queries };
};

test('who asks while others are read for shares the next query, and gets what they asked for', async () => {
  const { reads, queries } = slowReads();
  const first = reads.streams(['a']);
  await turn();
  const second = reads.streams(['b']);
  await turn();
  const waiting = [reads.streams(['c', 'authority']), reads.streams(['authority', 'd', 'none'])];
  await turn();
  expect(queries.map(({ streams }) => streams)).toEqual([['a'], ['b']]);
  queries[0]!.end();
  await first;
  await turn();
  expect(queries.map(({ streams }) => streams)).toEqual([['a'], ['b'], ['c', 'authority', 'd', 'none']]);
  queries[1]!.end();
  queries[2]!.end();
  expect([...(await second).keys()]).toEqual(['b']);
  const [third, fourth] = await Promise.all(waiting);
  expect([...third!.keys()]).toEqual(['c', 'authority']);
  expect([...fourth!.keys()]).toEqual(['authority', 'd']);
  third!.get('authority')!.length = 0;
  expect(fourth!.get('authority')).toHaveLength(1);
});

test('whoever asks in the same turn shares a query', async () => {
  const { reads, queries } = slowReads();
  const both = [reads.streams(['a']), reads.streams(['b'])];
  await turn();
  expect(queries.map(({ streams }) => streams)).toEqual([['a', 'b']]);
  queries[0]!.end();
  await Promise.all(both);
});

test('a query that fails fails those who share it, and no other', async () => {
  const { reads, queries } = slowReads();
  const shared = [reads.streams(['a']), reads.streams(['b'])];
  await turn();
  const other = reads.streams(['c']);
  await turn();
  queries[0]!.end(new Error('cut'));
  expect(await Promise.allSettled(shared)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  queries[1]!.end();
  expect([...(await other).keys()]).toEqual(['c']);
  const later = reads.streams(['d']);
  await turn();
  queries[2]!.end();
  await later;
});

test('one reader of many streams waits with nobody, and nobody with them', async () => {
  const { reads, queries } = slowReads();
  const many = Array.from({ length: 500 }, (_, nth) => `case-${nth}`);
  const all = [reads.streams(['a']), reads.streams(many), reads.streams(['b'])];
  for (let nth = 0; nth < 3; nth++) {
    await turn();
    await turn();
    for (const query of queries.splice(0)) {
      expect([['a'], many, ['b']]).toContainEqual(query.streams);
      query.end();
    }
  }
  await Promise.all(all);
});
