import { existsSync } from 'node:fs';
import { open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { gaps } from '../gaps.js';
import { MasterKeyError } from '../port/errors.js';
import { syncFolder, KeyFile } from './key-file.js';
import { encodeRecord, type KeyRecord, NO_KEY, NO_MARK, NO_SECRET } from './key-record.js';
import { KeyWrap } from './key-wrap.js';
import { masterKeyPath, type MasterKeySource, newMasterKey, parseMasterKey } from './master-key.js';
import { isReplaced, nextOf, replaceByNext, shred, shredReplaced, writeDurably } from './replace-file.js';

export interface Rotation {
  readonly dataDir: string;
  /** Under which master key the keys are. */
  readonly from: MasterKeySource;
  /** Under which they shall be; left out, a new one that lies beside them as `master.key`. */
  readonly to?: MasterKeySource | undefined;
}

export interface Rotated {
  /** How many keys are under the new master key. */
  readonly keys: number;
}

/** Somebody else is putting the keys under another master key. */
export class RotationRunning extends Error {
  override readonly name = 'RotationRunning';
}

/**
 * Puts every key under another master key, in a new file that takes the place of the old one, which is overwritten. No
 * event is touched: keys and their ids stay, only what they are wrapped in is another.
 *
 * Cut off at any moment, either nothing has changed, or it is finished when the keys are opened next, or it is gone on
 * with by calling it again. Services that have the keys open make new ones when the new file is there, and find the keys
 * in it; one that is given its master key by EHC_MASTER_KEY must be started again with the new one.
 */
export const rotateMasterKey = async ({ dataDir, from, to }: Rotation): Promise<Rotated> => {
  const folder = join(dataDir, 'keys');
  return exclusively(lockIn(folder), async () => {
    await finishRotation(folder);
    const path = keyFileIn(folder);
    if (!existsSync(path)) throw new MasterKeyError(`There are no keys in ${folder}.`);
    const next = to ? await to.read() : await nextBeside(folder);
    if (to) await withoutNextBeside(folder);
    gaps.rotated.publish('new master key');
    const file = await KeyFile.open(path);
    try {
      const old = KeyWrap.under(await from.read());
      const records = (await markedAsMoved(file)).map(({ record }) => record);
      gaps.rotated.publish('marked as moved');
      const wrap = old.forFile(records.find(({ kind }) => kind === 'master') ?? NO_MASTER);
      const rewrapped = rewrap(records, wrap, wrap.rewrappingUnder(next));
      await writeDurably(nextOf(path), Buffer.concat(rewrapped.map(encodeRecord)));
      gaps.rotated.publish('written');
      await replaceByNext(path);
      gaps.rotated.publish('in place');
      if (to) await shred(masterKeyPath(folder));
      await finishRotation(folder);
      return { keys: rewrapped.filter(({ kind }) => kind === 'key').length };
    } finally {
      await file.close();
    }
  });
};

/**
 * Finishes what a rotation was cut off in the middle of once the new keys were in their place: puts its master key
 * beside them, and overwrites what is left of the old ones. Does nothing where there is nothing to finish.
 */
export const finishRotation = async (folder: string): Promise<void> => {
  const path = keyFileIn(folder);
  if (!(await isReplaced(path)) && !(await isReplaced(masterKeyPath(folder)))) return;
  if (existsSync(nextOf(masterKeyPath(folder)))) {
    try {
      await replaceByNext(masterKeyPath(folder));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // another process did so
    }
  }
  gaps.rotated.publish('master key in place');
  await shredReplaced(masterKeyPath(folder));
  gaps.rotated.publish('old master key overwritten');
  await shredReplaced(path);
};

/** Whether somebody is putting the keys under another master key, or was cut off. */
export const isRotating = (folder: string): boolean => existsSync(lockIn(folder));

const lockIn = (folder: string): string => join(folder, 'rotating.lock');

const keyFileIn = (folder: string): string => join(folder, 'keys.bin');

/** What stands for the first record of a file that has none: no master key proves it. */
const NO_MASTER: KeyRecord = { kind: 'master', keyId: NO_KEY, mark: NO_MARK, wrapped: NO_SECRET };

/** A new master key that waits beside the keys to take the place of `master.key`. */
const nextBeside = async (folder: string): Promise<Buffer> => {
  const path = nextOf(masterKeyPath(folder));
  await writeDurably(path, `${newMasterKey()}\n`);
  return parseMasterKey(await readFile(path, 'utf8'), path);
};

/** One that an earlier rotation left waiting, when it was cut off, is not the one that is meant now. */
const withoutNextBeside = async (folder: string): Promise<void> => {
  const path = nextOf(masterKeyPath(folder));
  if (existsSync(path)) await shred(path);
};

/** Marks the file, so that no key that is added from now on counts, and answers all that count. */
const markedAsMoved = async (file: KeyFile) => {
  const before = await file.readNew();
  if (!before.some(({ record }) => record.kind === 'moved'))
    await file.append([{ kind: 'moved', keyId: NO_KEY, mark: NO_MARK, wrapped: NO_SECRET }]);
  const all = [...before, ...(await file.readNew())];
  await file.flush();
  return all.slice(
    0,
    all.findIndex(({ record }) => record.kind === 'moved'),
  );
};

const rewrap = (records: readonly KeyRecord[], old: KeyWrap, next: KeyWrap): KeyRecord[] => {
  const destroyed = new Set(records.filter(({ kind }) => kind === 'destroyed').map(({ mark }) => mark.toString('hex')));
  return [
    next.masterRecord({ carriesMarking: true }),
    ...records.flatMap((record): KeyRecord[] => {
      const { kind, keyId, mark, wrapped } = record;
      if (kind === 'master') return [];
      if (kind !== 'key') return [record];
      if (destroyed.has(mark.toString('hex'))) return [{ kind: 'erased', keyId, mark, wrapped: NO_SECRET }];
      return [{ kind, keyId, mark, wrapped: next.wrap(old.unwrap(wrapped, keyId, mark), keyId, mark) }];
    }),
  ];
};

/** One rotation at a time. A lock whose process has ended is taken over. @throws RotationRunning */
const exclusively = async <T>(lock: string, work: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      const file = await open(lock, 'wx', 0o600);
      await file.writeFile(String(process.pid));
      await file.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (isAlive(holder))
      throw new RotationRunning(`Process ${holder} is putting the keys under another master key; ${lock} is its lock.`);
    await unlink(lock).catch(() => undefined);
  }
  try {
    return await work();
  } finally {
    await unlink(lock);
    await syncFolder(join(lock, '..'));
  }
};

const isAlive = (pid: number): boolean => {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
