import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

// The rules of .dependency-cruiser.mjs, tried on a small house that breaks each of them once.
const house: Record<string, string> = {
  'libs/pathway/src/index.ts': `export const x = 1;`,
  'libs/statutory-clock/src/index.ts': `export const x = 1;`,
  'libs/event-store/src/index.ts': `export const x = 1;`,
  'libs/event-store/testing/index.ts': `export const x = 1;`,
  'libs/platform/src/index.ts': `export const x = 1;`,
  'apps/casework/src/index.ts': `export const x = 1;`,
  'apps/timeliness/src/index.ts': `export const x = 1;`,
  'libs/pathway/src/impure.ts': `
    import { x } from '@ehc/statutory-clock'; import { Pool } from 'pg'; import { open } from 'node:fs/promises';
    export const y = [x, Pool, open];`,
  'libs/statutory-clock/src/impure.ts': `
    import { x } from '@ehc/pathway'; import type { Z } from '@ehc/platform'; import { Module } from '@nestjs/common';
    export const y = [x, Module]; export type Y = Z;`,
  'libs/platform/src/outward.ts': `
    import { x } from '@ehc/casework'; import { x as z } from '@ehc/event-store/testing'; import fc from 'fast-check';
    import { b } from '../../event-store/src/b.js'; import nothing from 'kafkajs-not'; export const y = [x, z, fc, b, nothing];`,
  'libs/event-store/src/b.ts': `import { c } from './c.js'; export const b = (): unknown => c;`,
  'libs/event-store/src/c.ts': `import { b } from './b.js'; export const c = (): unknown => b;`,
  'apps/casework/src/sideways.ts': `import { x } from '@ehc/timeliness'; export const y = x;`,
  'apps/ehc/src/composition.ts': `
    import { x } from '@ehc/timeliness'; import { y } from '../../casework/src/sideways.js'; export const z = [x, y];`,
  'apps/ehc/src/composition.unit.spec.ts': `import { x } from '@ehc/event-store/testing'; export const y = x;`,
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ehc-house-'));
  for (const [path, text] of Object.entries(house)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json', 'node_modules']) {
    await symlink(join(process.cwd(), name), join(folder, name));
  }
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('each rule of the house finds what breaks it, and nothing else', async () => {
  const program = join(process.cwd(), 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'apps', 'libs'];
  const output = await new Promise<string>((done) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (_error, stdout) => done(stdout));
  });
  const { summary } = JSON.parse(output) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  const found = summary.violations.map(
    ({ rule, from, to }) =>
      `${rule.name}: ${from} → ${to
        .replace(/^.*node_modules\//, '')
        .split('/')
        .slice(0, 5)
        .join('/')}`,
  );
  expect(found.toSorted()).toEqual([
    'apps-are-entered-by-the-front-door: apps/ehc/src/composition.ts → apps/casework/src/sideways.ts',
    'apps-do-not-know-each-other: apps/casework/src/sideways.ts → apps/timeliness/src/index.ts',
    'libs-are-entered-by-the-front-door: libs/platform/src/outward.ts → libs/event-store/src/b.ts',
    'libs-do-not-know-apps: libs/platform/src/outward.ts → apps/casework/src/index.ts',
    'no-cycles: libs/event-store/src/b.ts → libs/event-store/src/c.ts',
    'no-development-packages-at-run-time: libs/platform/src/outward.ts → fast-check/lib/fast-check.d.ts',
    'no-test-code-at-run-time: libs/platform/src/outward.ts → libs/event-store/testing/index.ts',
    'nothing-is-missing: libs/platform/src/outward.ts → kafkajs-not',
    'pathway-stands-alone: libs/pathway/src/impure.ts → libs/statutory-clock/src/index.ts',
    'statutory-clock-knows-only-the-language: libs/statutory-clock/src/impure.ts → libs/platform/src/index.ts',
    'the-pure-is-pure: libs/pathway/src/impure.ts → fs/promises',
    'the-pure-is-pure: libs/pathway/src/impure.ts → pg/esm/index.mjs',
    'the-pure-is-pure: libs/statutory-clock/src/impure.ts → @nestjs/common/index.js',
  ]);
});
