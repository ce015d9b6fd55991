import { expect, test } from '@jest/globals';
import { realpathSync } from 'node:fs';
import { runCampaign } from './campaign.js';

/** Every run strikes at the same ten gaps and moments; `npm run test:faults` strikes at all of them. */
const SEED = 1;
const FAULTS = Array.from({ length: 10 }, (_, index) => index);

test('ten faults under load lose nothing, double nothing and break nothing', async () => {
  const results = await runCampaign({
    build: { folder: realpathSync('dist') },
    seed: SEED,
    faults: FAULTS,
    tell: () => {},
  });
  expect(results.map(({ name, lost, doubled, wrong }) => ({ name, lost, doubled, wrong }))).toEqual(
    results.map(({ name }) => ({ name, lost: [], doubled: [], wrong: [] })),
  );
  expect(new Set(results.map(({ name }) => name)).size).toBe(FAULTS.length);
}, 600_000);
