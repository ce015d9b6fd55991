import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

// docs/explanation/security.md says which test covers each threat.

const page = readFileSync('docs/explanation/security.md', 'utf8');
const named = new Set([...page.matchAll(/`([\w./-]+\.spec\.ts)`/g)].map(([, path]) => path!));

/** Where tests lie that are about security alone. */
const OF_SECURITY = [
  'libs/identity',
  'libs/tamper-evidence',
  'test/access',
  'test/bad-input',
  'test/privacy',
  'test/sign-in',
  'test/supply-chain',
  'test/tamper-evidence',
];

test('every test that is named exists', () => {
  expect(named.size).toBeGreaterThan(30);
  expect([...named].filter((path) => !existsSync(path))).toEqual([]);
});

test('no test of security is left out', () => {
  const tests = OF_SECURITY.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.spec.ts'))
      .map((name) => join(folder, name).replaceAll('\\', '/')),
  );
  expect(tests.filter((path) => !named.has(path))).toEqual([]);
});

describe('each threat', () => {
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 6 && !/^(Threat|-+)$/.test(cells[1]!))
    .map(([, threat, defence, tests, chapters]) => ({ threat, defence, tests, chapters }));

  test('has a test and a chapter of ASVS', () => {
    expect(rows.length).toBeGreaterThan(40);
    const bad = rows.filter(({ tests, chapters }) => !/\.spec\.ts`/.test(tests!) || !/^V\d+(, V\d+)*$/.test(chapters!));
    expect(bad).toEqual([]);
  });
});
