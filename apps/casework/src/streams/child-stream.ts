import { foldOf, type PathwayEvent, type Payload } from '@ehc/pathway';
import { defineStream } from '@ehc/recording';

/** What the order of a child's events needs to know; who the child is stays sealed. */
export interface ChildState {
  registered: boolean;
  /** Contacts by id, and whether they still are. */
  readonly contacts: Map<string, { readonly current: boolean; readonly since: string | null }>;
  /** Reasons to keep what is held, by id, for as long as they stand. */
  readonly holds: Map<string, LegalHold>;
  forgotten: boolean;
}

/** Why what is held on a child must be kept for now. */
export interface LegalHold {
  readonly reason: Payload<'LegalHoldPlaced'>['reason'];
  readonly placedOn: string | null;
}

const begin = (): ChildState => ({
  registered: false,
  contacts: new Map(),
  holds: new Map(),
  forgotten: false,
});

const apply = (state: ChildState, event: PathwayEvent): void => {
  switch (event.type) {
    case 'ChildRegistered':
      state.registered = true;
      break;
    case 'ChildContactRecorded':
      state.contacts.set(event.payload.contact, { current: true, since: event.happenedOn });
      break;
    case 'ChildContactEnded': {
      const contact = state.contacts.get(event.payload.contact);
      if (contact) state.contacts.set(event.payload.contact, { ...contact, current: false });
      break;
    }
    case 'LegalHoldPlaced':
      state.holds.set(event.payload.hold, { reason: event.payload.reason, placedOn: event.happenedOn });
      break;
    case 'LegalHoldLifted':
      state.holds.delete(event.payload.hold);
      break;
    case 'ChildForgotten':
      state.forgotten = true;
      break;
    default:
      break;
  }
};

/** `child-<id>`: who the child is. The stream's own id is the child's. */
export const childStream = defineStream<ChildState>({
  kind: 'child',
  noun: 'child',
  fold: foldOf(begin, apply),
  childOf: (_, id) => id,
  clocks: () => [],
});
