import type { NewEvent, Sealer } from '@ehc/event-store';
import type { StepTaken } from './decide-step.js';
import { eventIdOf } from './event-id-of.js';
import type { Fact } from './fact.js';

/** An event as it will be handed to the store, with what is to be sealed still in plain. */
export interface EventInPlain extends Omit<NewEvent, 'keyId' | 'sealed' | 'sealedDigest'> {
  /** Personal details and free text; null where there are none. */
  readonly plain: object | null;
}

/** The facts in their envelopes, all but the seal. */
export const inEnvelopes = (
  facts: readonly Fact[],
  { caller, commandId, correlationId, causationId, source }: Omit<StepTaken, 'step' | 'request'>,
  child: string | null,
): EventInPlain[] =>
  facts.map((fact, place) => ({
    id: eventIdOf(commandId, place),
    type: fact.type,
    schemaVersion: 1,
    authority: caller.authority,
    child,
    happenedOn: fact.happenedOn,
    source,
    payload: fact.payload,
    plain: fact.sealed,
    actor: caller.actor,
    role: caller.role,
    agency: caller.agency,
    verified: caller.verified,
    correlationId,
    causationId,
    commandId,
  }));

/**
 * Seals what is to be sealed. The keys are durable before this resolves, and so before the first event that uses them.
 *
 * @throws SubjectDestroyed where a child has been forgotten
 */
export const sealed = async (sealer: Sealer, events: readonly EventInPlain[]): Promise<NewEvent[]> => {
  const secret = events.filter(({ plain }) => plain !== null);
  const seals = await sealer.sealMany(
    secret.map(({ authority, child, id, plain }) => ({ authority, child, eventId: id, plain: plain! })),
  );
  const sealOf = new Map(secret.map(({ id }, index) => [id, seals[index]!]));
  return events.map(({ plain: _, ...event }) => ({ ...event, ...(sealOf.get(event.id) ?? UNSEALED) }));
};

const UNSEALED = { keyId: null, sealed: null, sealedDigest: null } as const;
