import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { withStartLock } from './start-lock.js';

let folder: string;
let lock: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ehc-lock-'));
  lock = join(folder, 'lock');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const crowd = async (size: number): Promise<number> => {
  let inside = 0;
  let most = 0;
  const enter = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(1);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: size }, () => withStartLock(lock, 20_000, enter)));
  return most;
};

test('only one is inside at a time, and nothing is left', async () => {
  expect(await crowd(30)).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test('of many that find a stale lock only one takes it over', async () => {
  const { stdout } = spawnSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' });
  await writeFile(lock, JSON.stringify({ pid: Number(stdout), mark: 'x' }));
  expect(await crowd(30)).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test('the lock is given up when the work fails', async () => {
  await expect(withStartLock(lock, 1_000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withStartLock(lock, 1_000, async () => 'in')).toBe('in');
});

test('waiting has an end, and says for whom', async () => {
  await withStartLock(lock, 1_000, async () => {
    await expect(withStartLock(lock, 50, async () => undefined)).rejects.toMatchObject({
      problem: 'locked',
      message: expect.stringContaining(`Process ${process.pid} is starting PostgreSQL`),
    });
  });
});
