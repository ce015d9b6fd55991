import { type EventStore, KeyDestroyed, nameWords, type RecordedEvent, type Sealer } from '@ehc/event-store';

/** Words by which a child and those around them are known, to look for in a text before the child is forgotten. */
export interface KnownBy {
  /** Words of each full name: the child's as it was at any time. */
  readonly names: readonly (readonly string[])[];
  /** Words of the names of contacts, and of what was corrected. */
  readonly contacts: readonly string[];
  /** UPN, ULN, NHS number, day of birth, postcode, telephone and e-mail, without spaces and signs, in lower case. */
  readonly identifiers: readonly string[];
}

/** Reads from the child's own stream by what they are known. */
export const knownBy = async (
  child: string,
  { store, sealer }: { readonly store: Pick<EventStore, 'readStream'>; readonly sealer: Sealer },
): Promise<KnownBy> => {
  const events = await store.readStream(`child-${child}`);
  const details = await opened(events, sealer);
  const texts = (field: string): string[] =>
    details.flatMap((one) => [one[field], (one['was'] as Details | undefined)?.[field]]).filter(isText);
  return {
    names: details.flatMap((_, index) => {
      // As they were after each event: a change of the surname alone leaves the forename.
      const { forename, surname } = Object.assign({}, ...details.slice(0, index + 1)) as Details;
      const words = nameWords([forename, surname].filter(isText).join(' '));
      return words.length > 0 ? [words] : [];
    }),
    contacts: ['name', 'old', 'new'].flatMap(texts).flatMap(nameWords),
    identifiers: ['upn', 'uln', 'nhsNumber', 'birthDate', 'postcode', 'telephone', 'email'].flatMap((field) =>
      texts(field).map(plain),
    ),
  };
};

/** Whether a text holds a whole name of the child or one of the identifiers: it speaks of them, beyond doubt. */
export const namesTheChild = (text: string, { names, identifiers }: KnownBy): boolean => {
  const words = new Set(nameWords(text));
  return names.some((name) => name.every((word) => words.has(word))) || holdsOne(text, identifiers);
};

/** Whether a text holds anything at all by which the child or a contact is known, be it one word of a name. */
export const hintsAtTheChild = (text: string, { names, contacts, identifiers }: KnownBy): boolean => {
  const words = new Set(nameWords(text));
  return [...names.flat(), ...contacts].some((word) => words.has(word)) || holdsOne(text, identifiers);
};

type Details = Readonly<Record<string, unknown>>;

const opened = async (events: readonly RecordedEvent[], sealer: Sealer): Promise<Details[]> =>
  (await sealer.openMany(events)).flatMap((one) => (one instanceof KeyDestroyed ? [] : [one as Details]));

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const holdsOne = (text: string, identifiers: readonly string[]): boolean => {
  const searched = plain(text);
  return identifiers.some((identifier) => searched.includes(identifier));
};
