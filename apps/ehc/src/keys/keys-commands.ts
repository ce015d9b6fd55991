import {
  backUpKeys,
  KeyBackupRefused,
  masterKeyBeside,
  masterKeyInFile,
  newMasterKey,
  restoreKeys,
  rotateMasterKey,
} from '@ehc/event-store';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configuredMasterKey } from '../installation/master-key.js';

/** `ehc keys rotate`: puts every key under a new master key. Exit status. */
export const rotateKeys = async ({ dataDir, to }: { dataDir: string; to?: string }): Promise<number> => {
  const configured = configuredMasterKey(process.env);
  if (configured && !to) {
    throw new Error(
      'The master key is not kept beside the keys. Say with --to in which file the new one is, or is to be made.',
    );
  }
  if (to && !existsSync(to)) writeFileSync(to, `${newMasterKey()}\n`, { mode: 0o600, flag: 'wx' });
  const { keys } = await rotateMasterKey({
    dataDir: resolve(dataDir),
    from: configured ?? beside(dataDir),
    to: to ? masterKeyInFile(to) : undefined,
  });
  const say = [
    `${keys} keys are under the new master key; no event was changed. What was under the old one is overwritten.`,
    ...(to
      ? [`The new master key is in ${resolve(to)}: name it with EHC_MASTER_KEY_FILE, or give it with EHC_MASTER_KEY.`]
      : ['The new master key is in keys/master.key.']),
    ...(process.env['EHC_MASTER_KEY'] ? ['Start every running service again with it.'] : []),
    'Backups of the keys from before open only under the old master key.',
  ];
  process.stdout.write(`${say.join('\n')}\n`);
  return 0;
};

/** `ehc keys back-up`: copies the keys and the list of the forgotten, for a bounded time. Exit status. */
export const backUp = (folder: string, { dataDir, days }: { dataDir: string; days: number }): Promise<number> =>
  toldIfRefused(async () => {
    const { expiresAt } = await backUpKeys(resolve(dataDir), resolve(folder), days, new Date());
    process.stdout.write(
      `The keys are in ${resolve(folder)}, to be restored until ${expiresAt}; destroy them then.\n` +
        'The master key is not among them. Keep it, these, and the backups of the database in three places.\n',
    );
  });

export interface RestoreOptions {
  readonly dataDir: string;
  readonly replace: boolean;
  readonly forgotten?: string;
}

/** `ehc keys restore`: puts the keys of a backup in their place, without those of the forgotten. Exit status. */
export const restore = (folder: string, { dataDir, replace, forgotten }: RestoreOptions): Promise<number> =>
  toldIfRefused(async () => {
    const stay = await restoreKeys(resolve(folder), {
      dataDir: resolve(dataDir),
      masterKey: configuredMasterKey(process.env),
      replace,
      alsoForgotten: forgotten,
      now: new Date(),
    });
    process.stdout.write(
      `The keys are restored. ${stay} children who were forgotten stay forgotten.\n` +
        'Whom the log knows to be forgotten, too, is forgotten again when the service or any command opens it.\n',
    );
  });

const beside = (dataDir: string) => {
  const folder = join(resolve(dataDir), 'keys');
  return masterKeyBeside(folder, join(folder, 'keys.bin'));
};

const toldIfRefused = async (work: () => Promise<void>): Promise<number> => {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!(error instanceof KeyBackupRefused)) throw error;
    process.stderr.write(`ehc: ${error.message}\n`);
    return 1;
  }
};
