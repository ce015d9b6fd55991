import { foldOf, type PathwayEvent } from '@ehc/pathway';
import { defineStream } from '@ehc/recording';

/** What the order of a child's events needs to know; who the child is stays sealed. */
export interface ChildState {
  registered: boolean;
  /** Contacts by id, and whether they still are. */
  readonly contacts: Map<string, { readonly current: boolean; readonly since: string | null }>;
}

const begin = (): ChildState => ({ registered: false, contacts: new Map() });

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
