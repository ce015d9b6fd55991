import {
  eventSubject,
  type EventStore,
  type KeyStore,
  KeyDestroyed,
  type HistoryEvent,
  type Sealer,
} from '@ehc/event-store';
import { CATALOGUE, type EventDefinition } from '@ehc/pathway';
import { hintsAtTheChild, type KnownBy, namesTheChild } from './what-is-held.js';

/** What was found of a child in texts that are about none: notes to published figures and the like. */
export interface FoundInTexts {
  /** Streams with a text that names the child: its key is destroyed, and it can be read no more. */
  readonly destroyed: readonly string[];
  /** Streams with a text that holds a word of the child's or a contact's name: somebody must look whether it means them. */
  readonly toLookAt: readonly string[];
}

const PAGE = 1_000;

/** Kinds of stream in which events about no child may hold sealed text. */
const KINDS = [
  ...new Set((CATALOGUE as readonly EventDefinition[]).flatMap(({ sealed, streams }) => (sealed ? streams : []))),
].filter((kind) => !['child', 'case', 'plan', 'advice'].includes(kind));

/** Looks through the texts that an authority sealed about no child, while it is still known who the child is. */
export const forgetInTextsAboutNoChild = async (
  authority: string,
  known: KnownBy,
  { store, sealer, keyStore }: { readonly store: EventStore; readonly sealer: Sealer; readonly keyStore: KeyStore },
): Promise<FoundInTexts> => {
  const destroyed: string[] = [];
  const toLookAt: string[] = [];
  for (const event of await sealedAboutNoChild(authority, store)) {
    const [opened] = await sealer.openMany([event]);
    if (opened instanceof KeyDestroyed) continue;
    const text = Object.values(opened!)
      .filter((value) => typeof value === 'string')
      .join('\n');
    if (namesTheChild(text, known)) {
      await keyStore.destroy(eventSubject(event.id));
      destroyed.push(event.stream);
    } else if (hintsAtTheChild(text, known)) toLookAt.push(event.stream);
  }
  return { destroyed, toLookAt };
};

const sealedAboutNoChild = async (authority: string, store: EventStore): Promise<HistoryEvent[]> => {
  const upTo = await store.head();
  const found: HistoryEvent[] = [];
  for (const kind of KINDS) {
    for (let after: HistoryEvent | undefined; ;) {
      const page = await store.readByStream(PAGE, { prefix: `${kind}-`, upTo, after });
      found.push(
        ...page.filter((event) => event.authority === authority && event.sealed !== null && event.child === null),
      );
      if (page.length < PAGE) break;
      after = page.at(-1);
    }
  }
  return found;
};
