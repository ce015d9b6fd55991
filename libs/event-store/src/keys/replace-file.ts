import { constants } from 'node:fs';
import { link, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './key-file.js';

/** What a file is called while it waits to take another's place. */
export const nextOf = (path: string): string => `${path}.next`;

/** What a file that was replaced is called until it is overwritten. */
const oldOf = (path: string): string => `${path}.old`;

/** Writes a whole file for the user alone; it is on disk when this resolves. */
export const writeDurably = async (path: string, content: string | Uint8Array): Promise<void> => {
  const file = await open(path, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
};

/**
 * Puts `<path>.next` in the place of `path`. The old content keeps a name, so that it is overwritten by `shredReplaced`
 * and not left behind on the disk where nobody finds it.
 */
export const replaceByNext = async (path: string): Promise<void> => {
  await ignoring('ENOENT', unlink(oldOf(path)));
  await ignoring('ENOENT', link(path, oldOf(path)));
  await rename(nextOf(path), path);
  await syncFolder(dirname(path));
};

/** Whether a file was replaced, and its old content is still there. */
export const isReplaced = async (path: string): Promise<boolean> => {
  const [now, old] = await Promise.all([inodeOf(path), inodeOf(oldOf(path))]);
  return old !== null && old !== now;
};

/** Overwrites the old content of a file that was replaced, and removes it; does nothing where there is none. */
export const shredReplaced = async (path: string): Promise<void> => {
  if (await isReplaced(path)) await shred(oldOf(path));
};

/** Overwrites a file with zeros where it lies, and removes it. */
export const shred = async (path: string): Promise<void> => {
  const file = await ignoring('ENOENT', open(path, constants.O_WRONLY));
  if (!file) return;
  try {
    await file.write(Buffer.alloc((await file.stat()).size), 0, undefined, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await ignoring('ENOENT', unlink(path));
  await syncFolder(dirname(path));
};

const inodeOf = async (path: string): Promise<number | null> => (await ignoring('ENOENT', stat(path)))?.ino ?? null;

/** Another process may have done the same. */
const ignoring = async <T>(code: string, work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== code) throw error;
    return undefined;
  }
};
