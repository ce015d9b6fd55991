import { appendedOrThrow, type BulkEventStore, type NewEvent, type Position, type Sealer } from '@ehc/event-store';
import { checkEvent, DEMONSTRATION_AUTHORITY } from '@ehc/pathway';
import { type DayNumber, formatCivilDate } from '@ehc/statutory-clock';
import { v5 as uuidv5 } from 'uuid';
import { Chance } from './chance.js';
import { type MadeUpEvent, madeUpHistory } from './made-up-history.js';

const CHILDREN = 150;
const SEED = 20_140_901;
const NAMESPACE = '0d0a4f5e-8a3b-5c57-9f0e-6f2a1b7d9c33';

/**
 * Makes the demonstration authority, once: made-up children with full histories, so that a newcomer sees the service at
 * work. Everything bears the source `simulated`, and the authority is marked as made up. Answers the last position, or
 * null where the demonstration was there already.
 */
export const makeDemonstration = async (
  { store, sealer }: { store: BulkEventStore; sealer: Sealer },
  today: DayNumber,
): Promise<Position | null> => {
  const { code } = DEMONSTRATION_AUTHORITY;
  const authorityStream = `authority-${code}`;
  if ((await store.readStream(authorityStream)).length > 0) return null;

  const chance = new Chance(SEED);
  const histories = Array.from({ length: CHILDREN }, (_, number) => madeUpHistory(chance, number, today));
  const streams = new Map<string, MadeUpEvent[]>();
  for (const event of histories.flat()) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);

  const appends = [];
  for (const [stream, events] of streams) {
    // Within a stream, things are recorded in the order in which they happened.
    const inOrder = events.toSorted((a, b) => (a.on ?? 0) - (b.on ?? 0));
    appends.push({
      stream,
      expected: 'no_stream' as const,
      events: await Promise.all(inOrder.map((event, index) => newEvent(event, index, sealer))),
    });
  }
  appends.push({
    stream: authorityStream,
    expected: 'no_stream' as const,
    events: [
      await newEvent(
        {
          stream: authorityStream,
          kind: 'authority',
          child: null,
          type: 'AuthorityMadeUp',
          on: today,
          payload: { because: 'demonstration' },
          personal: null,
        },
        0,
        sealer,
      ),
    ],
  });
  const results = await store.appendMany(appends);
  return results.map(appendedOrThrow).at(-1)!.position;
};

const newEvent = async (event: MadeUpEvent, index: number, sealer: Sealer): Promise<NewEvent> => {
  checkEvent(event.type, event.payload, event.personal);
  const { code } = DEMONSTRATION_AUTHORITY;
  const id = uuidv5(`${event.stream}|${index}|${event.type}`, NAMESPACE);
  const { child } = event;
  const nothing = { keyId: null, sealed: null, sealedDigest: null };
  return {
    id,
    type: event.type,
    schemaVersion: 1,
    authority: code,
    child,
    happenedOn: event.on === null ? null : formatCivilDate(event.on),
    source: 'simulated',
    payload: event.payload,
    actor: 'demonstration',
    role: 'simulator',
    agency: null,
    verified: false,
    correlationId: uuidv5(event.stream, NAMESPACE),
    causationId: null,
    commandId: uuidv5(`${event.stream}|${index}`, NAMESPACE),
    ...(event.personal ? await sealer.seal({ authority: code, child, eventId: id, plain: event.personal }) : nothing),
  };
};
