import type { ProjectionLogger } from '@ehc/projections';
import { LogSealing, openSigningKey } from '@ehc/tamper-evidence';
import type { Installation } from '../installation/open-installation.js';

/** What seals an installation's log, under the key in its data folder. Not started. */
export const openSealing = async (
  { store, pool, dataDir }: Pick<Installation, 'store' | 'pool' | 'dataDir'>,
  logger?: ProjectionLogger,
): Promise<LogSealing> =>
  new LogSealing({ store, pool, dataDir, key: await openSigningKey(dataDir), ...(logger && { logger }) });
