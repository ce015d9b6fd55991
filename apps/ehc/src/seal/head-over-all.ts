import type { SignedHead } from '@ehc/tamper-evidence';
import type { Installation } from '../installation/open-installation.js';
import { openSealing } from './open-sealing.js';

/**
 * A signed head over everything that is recorded: the service's, where it runs, else one made now.
 * @throws Error where nothing is recorded, or the log cannot be sealed
 */
export const headOverAll = async (installation: Installation): Promise<SignedHead> => {
  const sealing = await openSealing(installation);
  try {
    await sealing.start();
    const head = await sealing.headOverAll();
    if (head === null) throw new Error('Nothing is recorded, so there is nothing to seal.');
    return head;
  } finally {
    await sealing.stop();
  }
};
