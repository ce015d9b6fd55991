import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MODULES, type ModuleName } from '../modules.js';

export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  /** Modification time, by which a change while it is read is noticed. */
  readonly changedAt: number;
}

export type FolderFault = 'folder-missing' | 'folder-is-a-file' | 'folder-unreadable';

/** `Blade-Export_31-01-2025_person.csv`, also as a browser renames a second download: `…_person (1).csv`. */
const NAME = new RegExp(`(?:^|[^a-z])(${MODULES.join('|')})(?: ?\\(\\d+\\))?\\.csv$`, 'i');

/** The files of a folder by module. Other files in it are no business of the reader's. */
export async function findFiles(folder: string): Promise<FolderFault | ReadonlyMap<ModuleName, FoundFile[]>> {
  try {
    if (!(await stat(folder)).isDirectory()) return 'folder-is-a-file';
  } catch (error) {
    return isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR') ? 'folder-missing' : 'folder-unreadable';
  }
  const found = new Map<ModuleName, FoundFile[]>(MODULES.map((module) => [module, []]));
  try {
    for (const name of (await readdir(folder)).toSorted()) {
      const module = NAME.exec(name)?.[1]?.toLowerCase() as ModuleName | undefined;
      if (module === undefined) continue;
      const path = join(folder, name);
      const { size, mtimeMs } = await stat(path);
      found.get(module)?.push({ path, bytes: size, changedAt: mtimeMs });
    }
  } catch {
    return 'folder-unreadable';
  }
  return found;
}

const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;
