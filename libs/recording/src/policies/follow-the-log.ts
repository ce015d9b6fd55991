import type { EventStore, RecordedEvent } from '@ehc/event-store';
import { Problem } from '@ehc/platform';
import type { Projection } from '@ehc/projections';
import { eachChildByItself } from './each-child-by-itself.js';
import type { Policy } from './policy.js';

/** Imported and made-up history is passed over: nobody is asked today for advice of five years ago. */
const isOurs = (event: RecordedEvent): boolean => event.source === 'entered' || event.source === 'computed';

/**
 * Asks a policy about an event. A refusal is an answer too: what should follow has been done already, by hand or by
 * this policy before, or the case has moved on so that it should not. Any other error stops the policy at the event.
 */
const ask = async (policy: Policy, event: RecordedEvent): Promise<void> => {
  if (!isOurs(event)) return;
  try {
    await policy.follow(event);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
  }
};

/**
 * A policy as the projections' runner follows the log with it: under a lease, with a checkpoint in PostgreSQL, and no
 * table. It is not a read model: `ehc rebuild` and `ehc verify` are not given it.
 */
export const asFollower = (owner: string, policy: Policy): Projection => ({
  owner,
  name: `policy_${policy.name}`,
  version: 1,
  types: policy.types,
  tables: [],
  handle: (events) => eachChildByItself(events, (event) => ask(policy, event)),
});

/** Follows the whole log once, from the start; for tests and for a store without PostgreSQL. */
export const followOnce = async (store: EventStore, policies: readonly Policy[]): Promise<void> => {
  for (const policy of policies) {
    let page: RecordedEvent[];
    let after = '0';
    do {
      page = await store.readAll(after, 500, { types: policy.types });
      await eachChildByItself(page, (event) => ask(policy, event));
      after = page.at(-1)?.position ?? after;
    } while (page.length > 0);
  }
};
