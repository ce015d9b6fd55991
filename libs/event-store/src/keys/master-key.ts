import { randomBytes, randomUUID } from 'node:crypto';
import { link, open, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { MasterKeyError } from '../port/errors.js';
import { syncFolder } from './key-file.js';

/** Bytes of a master key. */
export const MASTER_KEY_BYTES = 32;

/** @throws MasterKeyError unless the text is 32 bytes in base64 */
export const parseMasterKey = (text: string, from: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== MASTER_KEY_BYTES || key.toString('base64').replace(/=+$/, '') !== text.trim().replace(/=+$/, ''))
    throw new MasterKeyError(`${from} must hold ${MASTER_KEY_BYTES} bytes in base64.`);
  return key;
};

/**
 * Reads the master key that lies beside the keys, `master.key`; makes one where there are no keys yet.
 *
 * @throws MasterKeyError where there are keys but no master key, or it is malformed
 */
export const masterKeyBeside = async (folder: string, keyFile: string): Promise<Buffer> => {
  const path = join(folder, 'master.key');
  const present = await readOrNull(path);
  if (present !== null) return parseMasterKey(present, path);
  if (await hasContent(keyFile))
    throw new MasterKeyError(`There are keys in ${folder} but no master.key: give it back, or set EHC_MASTER_KEY.`);
  await writeOnce(path, randomBytes(MASTER_KEY_BYTES).toString('base64'), folder);
  return parseMasterKey(await readFile(path, 'utf8'), path);
};

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
