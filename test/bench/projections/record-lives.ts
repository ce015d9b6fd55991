import { type Append, appendedOrThrow, type BulkEventStore, type NewEvent, type Sealer } from '@ehc/event-store';
import { checkEvent } from '@ehc/pathway';
import { randomUUID } from 'node:crypto';
import { civilDate, type LifeEvent, madeUpLife } from './made-up-life.js';

/** Ten years. */
const DAYS = 3_650;
const EVENTS_A_LIFE = 35;
/** One event in so many is followed by a correction of its day. */
const CORRECTED = 50;
const BATCH = 1_000;

/** Lives enough for so many events, in the order of their days, as live traffic would have recorded them. */
const livesByDay = (count: number): LifeEvent[] => {
  const days: LifeEvent[][] = Array.from({ length: DAYS }, () => []);
  let [made, number] = [0, 0];
  while (made < count || number < count / EVENTS_A_LIFE) {
    for (const event of madeUpLife(number, DAYS)) {
      days[event.day]!.push(event);
      made += 1;
    }
    number += 1;
  }
  return days.flat().slice(0, count);
};

const correctionOf = (wrong: NewEvent): NewEvent => ({
  ...wrong,
  id: randomUUID(),
  type: 'FactCorrected',
  payload: { event: wrong.id, field: 'happenedOn', old: wrong.happenedOn, new: '2016-01-04', because: 'mistake' },
  keyId: null,
  sealed: null,
  sealedDigest: null,
});

/**
 * Records a log of so many events: children of several authorities, with names sealed under keys of their own, over
 * ten years, each stream growing among all the others.
 */
export const recordLives = async (
  { store, sealer }: { readonly store: BulkEventStore; readonly sealer: Sealer },
  count: number,
): Promise<void> => {
  const revisions = new Map<string, number>();
  let batch: LifeEvent[] = [];
  let corrections = 0;
  const record = async (): Promise<void> => {
    const ids = batch.map(() => randomUUID());
    const toSeal = batch.flatMap(({ authority, child, personal }, index) =>
      personal ? [{ authority, child, eventId: ids[index]!, plain: personal }] : [],
    );
    const sealed = await sealer.sealMany(toSeal);
    const sealedById = new Map(toSeal.map(({ eventId }, index) => [eventId, sealed[index]!]));
    const appends = batch.map((event, index): Append => {
      checkEvent(event.type, event.payload, event.personal);
      const id = ids[index]!;
      const made: NewEvent = {
        id,
        type: event.type,
        schemaVersion: 1,
        authority: event.authority,
        child: event.child,
        happenedOn: civilDate(event.day),
        source: 'entered',
        payload: event.payload,
        actor: 'asha.okafor',
        role: 'caseworker',
        agency: 'local_authority',
        verified: true,
        correlationId: id,
        causationId: null,
        commandId: id,
        ...(sealedById.get(id) ?? { keyId: null, sealed: null, sealedDigest: null }),
      };
      const corrected = !event.stream.startsWith('child-') && ++corrections % CORRECTED === 0;
      const events = corrected ? [made, correctionOf(made)] : [made];
      const revision = revisions.get(event.stream) ?? -1;
      revisions.set(event.stream, revision + events.length);
      return { stream: event.stream, expected: revision === -1 ? 'no_stream' : revision, events };
    });
    for (const result of await store.appendMany(appends)) appendedOrThrow(result);
    batch = [];
  };
  // The corrections make up the count.
  for (const event of livesByDay(Math.ceil((count * CORRECTED) / (CORRECTED + 1)))) {
    batch.push(event);
    if (batch.length >= BATCH) await record();
  }
  await record();
};
