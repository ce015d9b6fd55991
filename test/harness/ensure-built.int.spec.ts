import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

// ensureBuilt() on a small house of its own.
let house: string;

beforeEach(async () => {
  house = await mkdtemp(join(tmpdir(), 'ehc-house-'));
  await cp('scripts', join(house, 'scripts'), { recursive: true });
  for (const name of ['.swcrc', 'package.json']) await cp(name, join(house, name));
  await symlink(join(process.cwd(), 'node_modules'), join(house, 'node_modules'));
  await write('libs/pathway/src/index.ts', `export { text } from './text.js';`);
  await write('libs/pathway/src/text.ts', `export const text: string = 'first';`);
  await write('libs/pathway/src/text.unit.spec.ts', `throw new Error('a test');`);
  await write('libs/pathway/src/data/rows.csv', 'a,b');
  await write('apps/ehc/src/main.ts', `import { text } from '@ehc/pathway'; console.log(text);`);
});

afterEach(async () => {
  await rm(house, { recursive: true, force: true });
});

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(house, path)), { recursive: true });
  await writeFile(join(house, path), text);
};

const run = promisify(execFile);
const build = (): Promise<{ stderr: string }> =>
  run(process.execPath, ['-e', `import('./scripts/lib/build.mjs').then((m) => m.ensureBuilt())`], { cwd: house });
const output = async (): Promise<string> =>
  (await run(process.execPath, [join(house, 'dist/apps/ehc/src/main.js')])).stdout.trim();
const files = async (): Promise<string[]> =>
  (await readdir(join(house, 'dist/'), { recursive: true })).filter((name) => /\.\w+$/.test(name)).toSorted();

test('compiles, turns aliases into paths, copies data, leaves tests out', async () => {
  await build();
  expect(await output()).toBe('first');
  expect((await files()).filter((name) => !name.endsWith('.map'))).toEqual([
    'apps/ehc/src/main.js',
    'libs/pathway/src/data/rows.csv',
    'libs/pathway/src/index.js',
    'libs/pathway/src/text.js',
  ]);
});

test('builds when a file has changed, been renamed or gone, and else not', async () => {
  expect((await build()).stderr).toContain('building');
  expect((await build()).stderr).toBe('');
  await write('libs/pathway/src/text.ts', `export const text: string = 'second';`);
  await build();
  expect(await output()).toBe('second');
  await rename(join(house, 'libs/pathway/src/text.ts'), join(house, 'libs/pathway/src/words.ts'));
  await write('libs/pathway/src/index.ts', `export { text } from './words.js';`);
  await build();
  expect(await files()).not.toContain('libs/pathway/src/text.js');
  await rm(join(house, 'libs/pathway/src/data/rows.csv'));
  await build();
  expect(await files()).not.toContain('libs/pathway/src/data/rows.csv');
  await write('libs/pathway/src/text.unit.spec.ts', '');
  expect((await build()).stderr).toBe('');
});

test('processes that find the same change at once build it once', async () => {
  const outcomes = await Promise.all(Array.from({ length: 4 }, build));
  expect(outcomes.filter(({ stderr }) => stderr.includes('building'))).toHaveLength(1);
  expect(await output()).toBe('first');
  expect(await readdir(join(house, '.cache/builds'))).toHaveLength(1);
});

test('code that does not compile leaves the last build as it was', async () => {
  await build();
  await write('libs/pathway/src/text.ts', `export const text = ;`);
  await expect(build()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('text.ts') });
  expect(await output()).toBe('first');
  await write('libs/pathway/src/text.ts', `export const text = 'mended';`);
  await build();
  expect(await output()).toBe('mended');
});

test('a process that runs from an older build goes on with it, however many follow', async () => {
  await write(
    'apps/ehc/src/main.ts',
    `console.log('up'); process.stdin.once('data', async () => { console.log((await import('@ehc/pathway')).text); process.exit(); });`,
  );
  await build();
  const first = await readlink(join(house, 'dist'));
  const code = `const m = await import('./scripts/lib/build.mjs'); m.ensureBuilt(); await import('./dist/apps/ehc/src/main.js');`;
  const running = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: house,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  running.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString().trim()));
  await once(running.stdout, 'data');
  for (let edit = 0; edit < 5; edit += 1) {
    await write('libs/pathway/src/text.ts', `export const text = 'edit ${edit}';`);
    await build();
  }
  expect(await readdir(join(house, '.cache/builds'))).toContain(first.split('/').pop());
  running.stdin.write('go\n');
  await once(running, 'exit');
  expect(said).toEqual(['up', 'first']);
  // Once nobody runs from it, it goes.
  await write('libs/pathway/src/text.ts', `export const text = 'last';`);
  await build();
  expect(await readdir(join(house, '.cache/builds'))).not.toContain(first.split('/').pop());
  expect(await readFile(join(house, 'dist/libs/pathway/src/text.js'), 'utf8')).toContain('last');
});
