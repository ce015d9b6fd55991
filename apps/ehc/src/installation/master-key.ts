import { masterKeyGiven, masterKeyInFile, type MasterKeySource } from '@ehc/event-store';

/**
 * Where configuration says that the master key is: `EHC_MASTER_KEY` holds it, `EHC_MASTER_KEY_FILE` names its file.
 * Undefined where neither does: then it lies beside the keys.
 */
export const configuredMasterKey = (env: Readonly<Record<string, string | undefined>>): MasterKeySource | undefined => {
  const [given, file] = [env['EHC_MASTER_KEY']?.trim(), env['EHC_MASTER_KEY_FILE']?.trim()];
  if (given && file) throw new Error('Set EHC_MASTER_KEY or EHC_MASTER_KEY_FILE, not both.');
  if (given) return masterKeyGiven(given);
  return file ? masterKeyInFile(file) : undefined;
};
