import { randomBytes, randomUUID } from 'node:crypto';
import { link, open, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { MasterKeyError } from '../port/errors.js';
import { syncFolder } from './key-file.js';

/** Bytes of a master key. */
export const MASTER_KEY_BYTES = 32;

/**
 * Where the master key is kept: the port for a key service. Its adapter keeps the key encrypted by the service, and asks
 * the service to decrypt it here.
 */
export interface MasterKeySource {
  /** Asked when the keys are opened, and again after they were put under another one. @throws MasterKeyError */
  read(): Promise<Buffer>;
}

/** @throws MasterKeyError unless the text is 32 bytes in base64 */
export const parseMasterKey = (text: string, from: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== MASTER_KEY_BYTES || key.toString('base64').replace(/=+$/, '') !== text.trim().replace(/=+$/, ''))
    throw new MasterKeyError(`${from} must hold ${MASTER_KEY_BYTES} bytes in base64.`);
  return key;
};

export const newMasterKey = (): string => randomBytes(MASTER_KEY_BYTES).toString('base64');

/** A key that configuration gives. */
export const masterKeyGiven = (text: string, from = 'EHC_MASTER_KEY'): MasterKeySource => ({
  read: async () => parseMasterKey(text, from),
});

/** A key in a file somewhere else, such as a mounted secret. */
export const masterKeyInFile = (path: string): MasterKeySource => ({
  read: async () => {
    const text = await readOrNull(path);
    if (text === null) throw new MasterKeyError(`There is no file ${path}, in which the master key should be.`);
    return parseMasterKey(text, path);
  },
});

/** Where `masterKeyBeside` keeps it. */
export const masterKeyPath = (folder: string): string => join(folder, 'master.key');

/**
 * The key that lies beside the keys, `master.key`; made where there are no keys yet. Where there are keys but no
 * master key, or it is malformed, reading it throws MasterKeyError.
 */
export const masterKeyBeside = (folder: string, keyFile: string): MasterKeySource => ({
  read: async () => {
    const path = masterKeyPath(folder);
    const present = await readOrNull(path);
    if (present !== null) return parseMasterKey(present, path);
    if (await hasContent(keyFile))
      throw new MasterKeyError(
        `There are keys in ${folder} but no master.key: give it back, or set EHC_MASTER_KEY or EHC_MASTER_KEY_FILE.`,
      );
    await writeOnce(path, newMasterKey(), folder);
    return parseMasterKey(await readFile(path, 'utf8'), path);
  },
});

/** Writes a whole file or none; where two processes do so at once, the first one's file stays. */
const writeOnce = async (path: string, text: string, folder: string): Promise<void> => {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  await syncFolder(folder);
};

const readOrNull = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
};

const hasContent = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).size > 0;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return false;
    throw error;
  }
};
