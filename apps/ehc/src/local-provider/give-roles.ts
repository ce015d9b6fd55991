import { START } from '@ehc/event-store';
import { deriveId } from '@ehc/recording';
import { giveRole } from '../access/access-command.js';
import type { Installation } from '../installation/open-installation.js';
import { DEMONSTRATION_AUTHORITY } from '@ehc/pathway';
import { LOCAL_PEOPLE } from './people.js';

/** Any constant of ours does: the same commands each time, so that each role is given once. */
const NAMESPACE = 'b5f3a1de-58c1-4b65-9d6e-6f0d6e1f7a02';

/** Gives the local provider's people their roles in the demonstration authority, where they have not been given yet. */
export const giveLocalPeopleRoles = async (installation: Pick<Installation, 'store' | 'sealer'>): Promise<void> => {
  const { code: authority } = DEMONSTRATION_AUTHORITY;
  const recorded = await installation.store.readAll(START, 1_000, { prefixes: ['grants-'] });
  const done = new Set(recorded.map(({ commandId }) => commandId));
  for (const { subject, name, role, bodies, setting } of LOCAL_PEOPLE) {
    const commandId = deriveId(NAMESPACE, subject);
    if (done.has(commandId)) continue;
    const reach = { ...(bodies && { bodies: [...bodies] }), ...(setting && { setting }) };
    await giveRole(installation, { subject, name, role, authority, commandId, ...reach });
  }
};
