/** Where the date and content of an event came from. */
export type EventSource = 'entered' | 'imported' | 'computed' | 'simulated';

/** What an event carries about who caused it, and why. */
export interface Cause {
  /** Who did it: a user's or a service's name for itself. */
  readonly actor: string;
  /** The role in which they did it. */
  readonly role: string;
  /** The agency (authority, trust, school …) for which they did it, where there is one. */
  readonly agency: string | null;
  /** Whether the identity was proved; false until sign-in exists. */
  readonly verified: boolean;
  /** One for everything that follows from one request from outside. */
  readonly correlationId: string;
  /** The event that made a policy send the command, if a policy did. */
  readonly causationId: string | null;
  /** The command that appended this event; a second command with this id is answered as the first was. */
  readonly commandId: string;
}

/** An event as it is handed to the store. */
export interface NewEvent<Payload extends object = object> extends Cause {
  /** UUID. Appending the same id with the same content twice records it once. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** Three-digit DfE code of the local authority to which the event belongs. */
  readonly authority: string;
  /** The child whom the event is about; null for events about none (settings, imports). */
  readonly child: string | null;
  /** Civil date (Europe/London, YYYY-MM-DD) on which the thing was done; null where it is not known. */
  readonly happenedOn: string | null;
  readonly source: EventSource;
  /** What measures may be sliced by and clocks run on; no personal details. */
  readonly payload: Payload;
  /** Key under which `sealed` is encrypted; null where nothing is sealed. */
  readonly keyId: string | null;
  /** Names, day of birth, identifiers, contacts, free text: encrypted, bound to this event's id. */
  readonly sealed: Uint8Array | null;
  /** Keyed digest of the sealed plain text, by which "same content" is judged. */
  readonly sealedDigest: Uint8Array | null;
}

/** An event as the store gives it back. */
export interface RecordedEvent<Payload extends object = object> extends NewEvent<Payload> {
  readonly stream: string;
  /** 0 for the first event of its stream, without gaps. */
  readonly revision: number;
  /** Place in the one global order, which is the order of commit. Opaque; compare with `comparePositions`. */
  readonly position: Position;
  /** Instant (ISO 8601, UTC, microseconds) at which the store recorded it; never decreases within an authority. */
  readonly recordedAt: string;
}

/** What histories are made of: what happened, without who recorded it at whose command. */
export type HistoryEvent = Omit<RecordedEvent, keyof Cause | 'sealedDigest'>;

/** What a history keeps of an event. */
export const asHistoryEvent = (event: RecordedEvent): HistoryEvent => {
  const { actor, role, agency, verified, correlationId, causationId, commandId, sealedDigest, ...kept } = event;
  return kept;
};

/** A place in the global order, as a decimal string, so that no reader mistakes it for a safe number. */
export type Position = string;

/** The position before the first event. */
export const START: Position = '0';

/** Negative if `a` comes before `b`, zero if they are the same, positive if it comes after. */
export const comparePositions = (a: Position, b: Position): number => {
  const [x, y] = [BigInt(a), BigInt(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};
