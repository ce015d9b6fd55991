import { effectiveHistory, type PathwayEvent } from '@ehc/pathway';
import { defineStream } from '@ehc/recording';

/** What the order of a child's events needs to know; who the child is stays sealed. */
export interface ChildState {
  readonly registered: boolean;
  /** Contacts by id, and whether they still are. */
  readonly contacts: ReadonlyMap<string, { readonly current: boolean; readonly since: string | null }>;
}

const fold = (events: readonly PathwayEvent[]): ChildState => {
  let registered = false;
  const contacts = new Map<string, { current: boolean; since: string | null }>();
  for (const event of effectiveHistory(events)) {
    switch (event.type) {
      case 'ChildRegistered':
        registered = true;
        break;
      case 'ChildContactRecorded':
        contacts.set(event.payload.contact, { current: true, since: event.happenedOn });
        break;
      case 'ChildContactEnded': {
        const contact = contacts.get(event.payload.contact);
        if (contact) contacts.set(event.payload.contact, { ...contact, current: false });
        break;
      }
      default:
        break;
    }
  }
  return { registered, contacts };
};

/** `child-<id>`: who the child is. The stream's own id is the child's. */
export const childStream = defineStream<ChildState>({
  kind: 'child',
  noun: 'child',
  fold,
  childOf: () => null,
  clocks: () => [],
});
