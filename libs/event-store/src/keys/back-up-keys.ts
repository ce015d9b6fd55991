import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileKeyStore } from './file-key-store.js';
import { ForgottenList } from './forgotten-list.js';
import { childSubject } from '../port/subject.js';
import { decodeRecord, RECORD_BYTES } from './key-record.js';
import { KeyWrap } from './key-wrap.js';
import { masterKeyInFile, masterKeyPath, type MasterKeySource } from './master-key.js';
import { isRotating } from './rotate-master-key.js';
import { nextOf, replaceByNext, shredReplaced, writeDurably } from './replace-file.js';
import { IndexKeys } from '../sealing/index-keys.js';

/** What a backup of the keys says of itself, in `backup.json`. */
export interface KeyBackup {
  /** Instants, ISO 8601. */
  readonly madeAt: string;
  readonly expiresAt: string;
}

/** The backup is no backup, or older than it may be, or would take the place of keys that are there. */
export class KeyBackupRefused extends Error {
  override readonly name = 'KeyBackupRefused';
}

const DAY_MS = 86_400_000;
const SAID = 'backup.json';
const KEYS = 'keys.bin';
const FORGOTTEN = 'forgotten.jsonl';

/**
 * Copies the keys, still wrapped, and the list of who was forgotten into a new folder. Not the master key: whoever finds
 * the backup alone opens nothing. It may be restored for so many days, since a child who is forgotten meanwhile is still
 * in it.
 *
 * @throws KeyBackupRefused where the folder is there already
 */
export const backUpKeys = async (dataDir: string, folder: string, days: number, now: Date): Promise<KeyBackup> => {
  if (existsSync(folder)) throw new KeyBackupRefused(`${folder} is there already. Name a new folder.`);
  const keys = join(dataDir, 'keys');
  if (!existsSync(join(keys, KEYS))) throw new KeyBackupRefused(`There are no keys in ${keys}.`);
  if (isRotating(keys)) throw new KeyBackupRefused('The keys are being put under another master key. Try again after.');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const said = { madeAt: now.toISOString(), expiresAt: new Date(now.getTime() + days * DAY_MS).toISOString() };
  await writeDurably(join(folder, KEYS), await readFile(join(keys, KEYS)));
  await writeDurably(join(folder, FORGOTTEN), await readOrNothing(join(keys, FORGOTTEN)));
  await writeDurably(join(folder, SAID), `${JSON.stringify(said)}\n`);
  return said;
};

/**
 * Puts the keys of a backup into a data folder, without those of children who are in the list of the forgotten of the
 * backup, of the folder, or in `alsoForgotten`. The search index gets a new key: an old one may have been destroyed since.
 *
 * @returns how many children of the list stay forgotten
 * @throws KeyBackupRefused, MasterKeyError
 */
export const restoreKeys = async (
  folder: string,
  {
    dataDir,
    masterKey,
    replace,
    alsoForgotten,
    now,
  }: {
    readonly dataDir: string;
    readonly masterKey: MasterKeySource | undefined;
    /** Whether keys that are there may be replaced. */
    readonly replace: boolean;
    /** A list of the forgotten that is newer than the backup's. */
    readonly alsoForgotten?: string | undefined;
    readonly now: Date;
  },
): Promise<number> => {
  await checkBackup(folder, now);
  const keys = join(dataDir, 'keys');
  const target = join(keys, KEYS);
  if (existsSync(target) && !replace)
    throw new KeyBackupRefused(
      `There are keys in ${keys}. Say --replace if those of the backup shall take their place.`,
    );
  await mkdir(keys, { recursive: true, mode: 0o700 });
  const backup = await readFile(join(folder, KEYS));
  const master = masterKey ?? masterKeyInFile(masterKeyPath(keys));
  const first = decodeRecord(backup.subarray(0, RECORD_BYTES));
  if (first?.kind !== 'master')
    throw new KeyBackupRefused(`${join(folder, KEYS)} does not begin as a file of keys does.`);
  KeyWrap.under(await master.read()).forFile(first);

  // First who was forgotten, so that whoever opens the keys, at whatever moment, knows it.
  const list = await ForgottenList.in(dataDir);
  for (const other of [join(folder, FORGOTTEN), ...(alsoForgotten ? [alsoForgotten] : [])]) await list.addFrom(other);

  await writeDurably(nextOf(target), backup);
  await replaceByNext(target);
  await shredReplaced(target);
  const store = await FileKeyStore.open({ dataDir, masterKey: master });
  try {
    const forgotten = await list.read();
    for (const { authority, child } of forgotten.values()) await store.destroy(childSubject(authority, child));
    const indexKeys = new IndexKeys(store);
    await indexKeys.renew();
    await indexKeys.destroyOlder();
    return forgotten.size;
  } finally {
    await store.close();
  }
};

const checkBackup = async (folder: string, now: Date): Promise<void> => {
  let said: KeyBackup;
  try {
    said = JSON.parse(await readFile(join(folder, SAID), 'utf8')) as KeyBackup;
  } catch {
    throw new KeyBackupRefused(`${folder} is no backup of keys: it has no readable ${SAID}.`);
  }
  if (!(new Date(said.expiresAt).getTime() > now.getTime()))
    throw new KeyBackupRefused(
      `The backup of ${said.madeAt} could be restored until ${said.expiresAt}. Children may have been forgotten since: destroy it.`,
    );
};

const readOrNothing = async (path: string): Promise<Buffer> => (existsSync(path) ? readFile(path) : Buffer.alloc(0));
