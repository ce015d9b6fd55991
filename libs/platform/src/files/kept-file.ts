import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The text of a file; undefined where there is none. */
export const textOf = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** The text of a file that is made once and then kept; where two processes make it at once, the first one's stays. */
export const keptText = async (path: string, make: () => string | Promise<string>): Promise<string> => {
  const found = await textOf(path);
  if (found !== undefined) return found;
  await put(await make(), path, (draft) =>
    link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    }),
  );
  return readFile(path, 'utf8');
};

/** Writes a file in place of the one that is there, if any. */
export const replaceText = (path: string, text: string): Promise<void> =>
  put(text, path, (draft) => rename(draft, path));

/** The whole text or none of it, readable by us alone; on disk before it has its name. */
const put = async (text: string, path: string, name: (draft: string) => Promise<void>): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  await file
    .writeFile(text)
    .then(() => file.sync())
    .finally(() => file.close());
  await name(draft).finally(() => rm(draft, { force: true }));
};
