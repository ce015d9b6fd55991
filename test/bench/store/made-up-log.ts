import type { NewEvent, Sealer, SimulatedAppend } from '@ehc/event-store';
import { randomUUID } from 'node:crypto';

/** A stream that writers go on with. */
export interface OpenCase {
  readonly stream: string;
  readonly child: string;
  /** Of its last event. */
  revision: number;
}

const PERSONAL = { givenNames: 'Ayşe Marie', familyName: 'Çelik-Okafor', bornOn: '2015-03-04', note: 'x'.repeat(60) };

/** An event as a step of a case makes it, its personal part sealed. */
export const sealedEvent = async (
  sealer: Sealer,
  { authority, child, source }: { authority: string; child: string; source: NewEvent['source'] },
): Promise<NewEvent> => {
  const id = randomUUID();
  return {
    id,
    type: 'AssessmentRequested',
    schemaVersion: 1,
    authority,
    child,
    happenedOn: '2024-09-03',
    source,
    payload: { requester: 'parent', case: child, primaryNeed: 'ASD', secondaryNeed: 'SLCN', bornMonth: '2015-03' },
    actor: 'asha.okafor',
    role: 'case officer',
    agency: null,
    verified: false,
    correlationId: randomUUID(),
    causationId: null,
    commandId: randomUUID(),
    ...(await sealer.seal({ authority, child, eventId: id, plain: PERSONAL })),
  };
};

/** Whole histories, each of a new child in a stream of its own, a second after the one before. */
export const madeUpCases = async (
  sealer: Sealer,
  authority: string,
  { cases, events, from }: { cases: number; events: number; from: Date },
): Promise<(SimulatedAppend & { readonly child: string })[]> =>
  Promise.all(
    Array.from({ length: cases }, async (_, nth) => {
      const child = randomUUID();
      return {
        stream: `case-${randomUUID()}`,
        expected: 'no_stream' as const,
        child,
        recordedAt: new Date(from.getTime() + nth * 1_000).toISOString(),
        events: await Promise.all(
          Array.from({ length: events }, () => sealedEvent(sealer, { authority, child, source: 'simulated' })),
        ),
      };
    }),
  );
