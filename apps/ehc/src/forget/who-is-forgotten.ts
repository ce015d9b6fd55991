import {
  childSubject,
  type EventStore,
  type ForgottenChild,
  type ForgottenList,
  type KeyStore,
  type NewEvent,
  type RecordedEvent,
  START,
  WrongExpectedRevision,
} from '@ehc/event-store';
import type { EventType } from '@ehc/pathway';

const FORGOTTEN: EventType = 'ChildForgotten';
const PAGE = 1_000;

/** Where it is kept who has been forgotten: in the log, in the list beside the keys, and by keys that are destroyed. */
export interface ForgettingRecords {
  readonly store: Pick<EventStore, 'readAll' | 'readStream' | 'append'>;
  readonly keyStore: Pick<KeyStore, 'stateOf' | 'destroy'>;
  readonly forgotten: Pick<ForgottenList, 'read' | 'add'>;
}

/**
 * Brings log, list and keys to one mind about who has been forgotten, whichever of them was restored from before: who
 * is forgotten in one is forgotten in all. Finishes what a crash cut off, too. Safe to be repeated, and in several
 * processes at once.
 *
 * First the list, then the keys, so that a key that is gone is always accounted for.
 */
export const agreeOnWhoIsForgotten = async ({ store, keyStore, forgotten }: ForgettingRecords): Promise<void> => {
  const inLog = await forgottenInLog(store);
  const inList = await forgotten.read();
  const unlisted = [...inLog.values()].filter(({ eventId }) => !inList.has(eventId));
  await forgotten.add(unlisted);
  for (const child of [...inList.values(), ...unlisted]) {
    const subject = childSubject(child.authority, child.child);
    if ((await keyStore.stateOf(subject)) !== 'destroyed') await keyStore.destroy(subject);
    if (!inLog.has(child.eventId)) await recordAgain(child, store);
  }
};

const forgottenInLog = async (store: Pick<EventStore, 'readAll'>): Promise<Map<string, ForgottenChild>> => {
  const found = new Map<string, ForgottenChild>();
  for (let after = START; ;) {
    const page = await store.readAll(after, PAGE, { types: [FORGOTTEN] });
    for (const event of page) found.set(event.id, asListed(event));
    if (page.length < PAGE) return found;
    after = page.at(-1)!.position;
  }
};

const asListed = (event: RecordedEvent): ForgottenChild => ({
  authority: event.authority,
  child: event.child!,
  eventId: event.id,
  commandId: event.commandId,
  forgottenOn: event.happenedOn!,
  actor: event.actor,
  role: event.role,
  agency: event.agency,
  verified: event.verified,
  payload: event.payload as ForgottenChild['payload'],
});

/** Into a log from before the forgetting: the same event under the same id. A child whom it never knew is left out. */
const recordAgain = async (child: ForgottenChild, store: Pick<EventStore, 'readStream' | 'append'>): Promise<void> => {
  const stream = `child-${child.child}`;
  const before = await store.readStream(stream);
  if (before[0]?.authority !== child.authority) return;
  try {
    await store.append({ stream, expected: before.length - 1, events: [asEvent(child)] });
  } catch (error) {
    if (!(error instanceof WrongExpectedRevision)) throw error;
    await recordAgain(child, store); // another process did so, or a last step came in between
  }
};

const asEvent = ({ eventId, commandId, forgottenOn, payload, ...said }: ForgottenChild): NewEvent => ({
  ...said,
  id: eventId,
  type: FORGOTTEN,
  schemaVersion: 1,
  happenedOn: forgottenOn,
  source: 'entered',
  payload,
  keyId: null,
  sealed: null,
  sealedDigest: null,
  correlationId: commandId,
  causationId: null,
  commandId,
});
