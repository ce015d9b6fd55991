import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestDatabase, superuserUrl, type TestDatabase } from '../../../test/harness/database.js';
import type { SignedHead, SigningKey } from '../src/index.js';
import { appendsOf, CHANGES, changeAt, cutOffAfter, FORGET_SEALS, SealedWorld } from '../testing/index.js';

// Whatever is done to a small log behind the service's back, and whether it is sealed anew afterwards or not: it is found,
// by what is sealed or by an exported head; and a log to which nothing was done is found sound.

const SIZE = 24;

type Step = (places: { at: number; other: number }) => string[];

const steps: Record<string, Step> = {
  ...Object.fromEntries(
    Object.entries(CHANGES).map(([what, how]): [string, Step] => [what, ({ at }) => [changeAt(at, how)]]),
  ),
  remove: ({ at }) => [`DELETE FROM events.event WHERE position = ${at}`],
  'remove from there on': ({ at }) => [`DELETE FROM events.event WHERE position >= ${at}`],
  swap: ({ at, other }) => [
    `UPDATE events.event SET position = -1000 WHERE position = ${at}`,
    `UPDATE events.event SET position = ${at} WHERE position = ${other}`,
    `UPDATE events.event SET position = ${other} WHERE position = -1000`,
  ],
  'push on': ({ at }) => [
    `UPDATE events.event SET position = -position WHERE position >= ${at}`,
    'UPDATE events.event SET position = 1 - position WHERE position < 0',
  ],
};

const place = fc.integer({ min: 1, max: SIZE });
const tampering = fc.record({
  step: fc.constantFrom(...Object.keys(steps)),
  at: place,
  // Another place than the first, so that a swap swaps.
  other: fc.integer({ min: 1, max: SIZE - 1 }),
  afterwards: fc.constantFrom('nothing', 'seal anew', 'cut off'),
  cut: fc.integer({ min: 0, max: SIZE - 1 }),
});

let template: TestDatabase;
let key: SigningKey;
let exported: SignedHead;

beforeAll(async () => {
  template = await createTestDatabase();
  const world = await SealedWorld.open(superuserUrl(template));
  key = world.key;
  await world.append(appendsOf(6, SIZE / 6));
  exported = await world.seal();
  await world.close();
  await template.pool.end();
});
afterAll(() => template.drop());

it('is found', async () => {
  await fc.assert(
    fc.asyncProperty(tampering, async ({ step, at, other, afterwards, cut }) => {
      const database = await createTestDatabase({ template: template.name });
      const world = await SealedWorld.open(superuserUrl(database), key);
      try {
        expect(await world.verify([exported])).toMatchObject({ sound: true, events: SIZE });
        await world.tamper(steps[step]!({ at, other: other >= at ? other + 1 : other }));
        if (afterwards === 'nothing') expect((await world.verify()).sound).toBe(false);
        if (afterwards === 'cut off') await world.tamper(cutOffAfter(cut));
        if (afterwards === 'seal anew') {
          await world.tamper(FORGET_SEALS);
          await world.seal().catch(() => null); // refused where positions are missing
        }
        const { sound, findings } = await world.verify([exported]);
        expect({ sound, none: findings.length === 0 }).toEqual({ sound: false, none: false });
      } finally {
        await world.close();
        await database.drop();
      }
    }),
    { numRuns: 30 },
  );
}, 120_000);
