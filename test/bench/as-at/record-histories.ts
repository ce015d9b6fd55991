import { appendedOrThrow, type BulkEventStore, type NewEvent, type SimulatedAppend } from '@ehc/event-store';
import { formatCivilDate } from '@ehc/statutory-clock';
import { chanceOf } from './chance.js';
import { liveDays, type LiveEvent, type LiveHistories } from './live-histories.js';

/** Events of one call of the store. */
const AT_ONCE = 5_000;

interface Recording {
  readonly authority: string;
  readonly event: LiveEvent;
  readonly id: string;
}

/**
 * Records the histories of authorities that work side by side, in order of time, each event by an append of its own: so
 * each has its own instant, and the rows that follow from them lie mixed as in a real installation.
 *
 * @returns how many events there were
 */
export const recordHistories = async (
  store: Pick<BulkEventStore, 'appendSimulated'>,
  authorities: readonly LiveHistories[],
): Promise<number> => {
  const sources = authorities.map(({ authority, cases, seed }) => ({
    authority,
    days: liveDays({ authority, cases, seed }),
    // The ids of the events have a chance of their own, lest they change what happens.
    ids: chanceOf(seed + 1_000_000),
  }));
  const revisions = new Map<string, number>();
  const toAppend = ({ authority, event, id }: Recording): SimulatedAppend => {
    const { stream, at } = event;
    const last = revisions.get(stream);
    revisions.set(stream, last === undefined ? 0 : last + 1);
    return {
      stream,
      expected: last ?? 'no_stream',
      recordedAt: new Date(at).toISOString(),
      events: [newEvent(authority, event, id)],
    };
  };
  let recorded = 0;
  let batch: SimulatedAppend[] = [];
  const flush = async (): Promise<void> => {
    for (const result of await store.appendSimulated(batch)) appendedOrThrow(result);
    recorded += batch.length;
    batch = [];
  };
  for (;;) {
    const day: Recording[] = [];
    for (const { authority, days, ids } of sources) {
      const next = days.next();
      if (next.done === true) {
        await flush();
        return recorded;
      }
      day.push(...next.value.map((event) => ({ authority, event, id: ids.uuid() })));
    }
    batch.push(...day.sort((a, b) => a.event.at - b.event.at).map(toAppend));
    if (batch.length >= AT_ONCE) await flush();
  }
};

const newEvent = (authority: string, { type, on, child, payload }: LiveEvent, id: string): NewEvent => ({
  id,
  type,
  schemaVersion: 1,
  authority,
  child,
  happenedOn: formatCivilDate(on),
  source: 'simulated',
  payload,
  actor: 'bench',
  role: 'simulator',
  agency: null,
  verified: false,
  correlationId: id,
  causationId: null,
  commandId: id,
  keyId: null,
  sealed: null,
  sealedDigest: null,
});
