import { canonicalJson, type RecordedEvent } from '@ehc/event-store';

/**
 * An event as it is sealed and handed out: the whole envelope as it is recorded, bytes in base64. Its position is not
 * in it: that it is the n-th of the log is told by its being the n-th leaf of the tree.
 */
export type EventForm = Omit<RecordedEvent, 'position' | 'sealed' | 'sealedDigest'> & {
  readonly sealed: string | null;
  readonly sealedDigest: string | null;
};

const base64 = (bytes: Uint8Array | null): string | null =>
  bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/** Named one by one: what an adapter may hand out beside the envelope is no part of the event. */
export const eventForm = (event: RecordedEvent): EventForm => ({
  id: event.id,
  stream: event.stream,
  revision: event.revision,
  type: event.type,
  schemaVersion: event.schemaVersion,
  authority: event.authority,
  child: event.child,
  happenedOn: event.happenedOn,
  recordedAt: event.recordedAt,
  actor: event.actor,
  role: event.role,
  agency: event.agency,
  verified: event.verified,
  correlationId: event.correlationId,
  causationId: event.causationId,
  commandId: event.commandId,
  source: event.source,
  payload: event.payload,
  keyId: event.keyId,
  sealed: base64(event.sealed),
  sealedDigest: base64(event.sealedDigest),
});

/** The one text of an event (RFC 8785), of which its leaf is the hash. @throws RangeError where it holds no JSON number */
export const canonicalEvent = (event: RecordedEvent): string => canonicalJson(eventForm(event));
