import { type EventStore, KeyDestroyed, type RecordedEvent, type Sealer } from '@ehc/event-store';
import type { EventType, Payload } from '@ehc/pathway';

/** A correction that was made, as a policy follows it into the stream that it wrote. */
export interface CorrectionMade {
  /** The event that was corrected or struck out, as it was first recorded. */
  readonly of: RecordedEvent;
  /** The corrected field and its right value; null where the whole event was struck out. */
  readonly field: { readonly name: string; readonly new: unknown } | null;
  /** What is carried over: the day on which it was approved, who asked, who approved and why. */
  readonly approval: {
    readonly happenedOn: string;
    readonly requestedBy?: string;
    readonly approvedBy?: string;
    readonly reason?: string;
  };
}

/** The types of event by which a correction is made. */
export const CORRECTIONS = ['FactCorrected', 'EventStruckOut'] as const satisfies readonly EventType[];

/** The correction that an event makes of an event of one of these types, which a person or a policy recorded. */
export const correctionMade = async (
  event: RecordedEvent,
  types: readonly EventType[],
  store: EventStore,
  sealer: Sealer,
): Promise<CorrectionMade | null> => {
  if (!(CORRECTIONS as readonly string[]).includes(event.type) || event.happenedOn === null) return null;
  const payload = event.payload as Payload<'FactCorrected'> | Payload<'EventStruckOut'>;
  const of = (await store.readStream(event.stream)).find(({ id }) => id === payload.event);
  if (!of || !(types as readonly string[]).includes(of.type)) return null;
  // What a return or a simulation brought was followed by nothing of a policy's.
  if (of.source !== 'entered' && of.source !== 'computed') return null;
  const sealed = await sealedIn(event, sealer);
  const { requestedBy, approvedBy } = payload;
  return {
    of,
    field: 'field' in payload ? { name: payload.field, new: 'new' in sealed ? sealed.new : payload.new } : null,
    approval: {
      happenedOn: event.happenedOn,
      ...(requestedBy === undefined ? {} : { requestedBy }),
      ...(approvedBy === undefined ? {} : { approvedBy }),
      ...(typeof sealed.reason === 'string' ? { reason: sealed.reason } : {}),
    },
  };
};

/** What is sealed in an event; nothing where the child has been forgotten. */
const sealedIn = async (event: RecordedEvent, sealer: Sealer): Promise<Readonly<Record<string, unknown>>> => {
  try {
    return (await sealer.open(event)) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof KeyDestroyed) return {};
    throw error;
  }
};
