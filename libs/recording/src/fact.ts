import { definitionOf, type DefinitionOf, type EventType, type Payload } from '@ehc/pathway';
import type { Static, TSchema } from '@sinclair/typebox';

/** What is sealed of the events of each type; nothing where the type seals nothing. */
type SealedPayloads = {
  [T in EventType]: DefinitionOf<T> extends { readonly sealed: infer S extends TSchema } ? Static<S> : object;
};
export type SealedPayload<T extends EventType> = SealedPayloads[T];

/** One field of an event, open or sealed, for the fields of a request that become it. */
export type Of<T extends EventType, Field extends string> = Field extends keyof Payload<T>
  ? Payload<T>[Field]
  : Field extends keyof SealedPayload<T>
    ? SealedPayload<T>[Field]
    : never;

/** An event as a decider answers it: what happened and when. Ids, sealing and the envelope are the recorder's. */
export type Fact = { [T in EventType]: FactOf<T> }[EventType];

export interface FactOf<T extends EventType> {
  readonly type: T;
  /** Civil date (Europe/London); null only for events that have none. */
  readonly happenedOn: string | null;
  readonly payload: Payload<T>;
  /** Personal details and free text, in plain; null where there are none. */
  readonly sealed: SealedPayload<T> | null;
}

/** Everything that the event holds, from the command and what the decider adds. */
type Holding<T extends EventType, Added> = { readonly happenedOn: string } & Omit<
  Payload<T> & SealedPayload<T>,
  keyof Added
>;

/**
 * The event of that type with the fields that its schema names, taken from the command and from `added` (which wins).
 * Fields of the command that the event does not have are left; absent ones stay absent.
 */
export function fact<T extends EventType, Added extends Partial<Payload<T> & SealedPayload<T>> = Record<never, never>>(
  type: T,
  command: Holding<T, Added>,
  added?: Added,
): FactOf<T> {
  const { open, sealed } = definitionOf(type)!;
  const given: Record<string, unknown> = { ...command, ...added };
  const inClear = pick(given, Object.keys(open.properties));
  const secret = sealed ? pick(given, Object.keys(sealed.properties)) : {};
  return {
    type,
    happenedOn: command.happenedOn,
    payload: inClear as Payload<T>,
    sealed: Object.keys(secret).length > 0 ? (secret as SealedPayload<T>) : null,
  };
}

/** The named fields that are there, as plain JSON: what came over HTTP are instances of classes. */
const pick = (given: Record<string, unknown>, names: readonly string[]): Record<string, unknown> => {
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    const value = given[name];
    if (value === undefined) continue;
    picked[name] = typeof value === 'object' && value !== null ? (JSON.parse(JSON.stringify(value)) as unknown) : value;
  }
  return picked;
};
