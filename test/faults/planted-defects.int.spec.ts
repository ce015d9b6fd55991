import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { plantedDefects } from './planted-defects.js';

// That the campaign finds them takes some minutes: `npm run test:faults -- --planted`.

test.each(plantedDefects(process.cwd()))('the defect "$name" can still be planted', ({ patch }) => {
  expect(() => execFileSync('git', ['apply', '--check', patch], { stdio: 'pipe' })).not.toThrow();
});

test('three defects are planted', () => {
  expect(plantedDefects(process.cwd()).map(({ name }) => name)).toEqual([
    'answered before the commit',
    'checkpoint outside the transaction',
    'no fence on the lease',
  ]);
});
