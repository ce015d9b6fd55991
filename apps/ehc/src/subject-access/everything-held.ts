import { type RecordedEvent, KeyDestroyed, type Sealer, type EventStore } from '@ehc/event-store';
import type pg from 'pg';

/** One thing that was recorded, in the clear. */
export interface HeldEvent {
  readonly type: string;
  /** Civil date on which it was done; null where it is not known. */
  readonly happenedOn: string | null;
  /** Instant at which it was recorded. */
  readonly recordedAt: string;
  readonly recordedBy: { readonly name: string; readonly role: string; readonly agency: string | null };
  /** Whether a person entered it, a return brought it, or the service worked it out. */
  readonly source: string;
  /** What it says: open and sealed fields together. */
  readonly says: Readonly<Record<string, unknown>>;
}

/** A stream of events about the child: the child's own, a case, a plan, a request for advice. */
export interface HeldStream {
  readonly stream: string;
  readonly events: readonly HeldEvent[];
}

export interface Held {
  readonly authority: string;
  readonly child: string;
  readonly streams: readonly HeldStream[];
}

/** Everything that an authority holds on a child, from the log itself. The read models, which say what to look for, are caught up. */
export const everythingHeld = async (
  child: string,
  authority: string,
  { pool, store, sealer }: { readonly pool: pg.Pool; readonly store: EventStore; readonly sealer: Sealer },
): Promise<Held> => {
  const { rows } = await pool.query<{ stream: string }>(
    `SELECT 'case-' || case_id AS stream FROM casework.case_record WHERE authority = $1 AND child_id = $2
     UNION ALL SELECT 'plan-' || plan_id FROM casework.plan_record WHERE authority = $1 AND child_id = $2
     UNION ALL SELECT 'advice-' || advice_id FROM casework.advice_record WHERE authority = $1 AND child_id = $2
     ORDER BY 1`,
    [authority, child],
  );
  const names = [`child-${child}`, `restriction-${child}`, ...rows.map(({ stream }) => stream)];
  const streams = await store.readStreams(names);
  const held: HeldStream[] = [];
  for (const stream of names) {
    const events = (streams.get(stream) ?? []).filter((event) => event.authority === authority);
    if (events.length > 0) held.push({ stream, events: await inTheClear(events, sealer) });
  }
  return { authority, child, streams: held };
};

const inTheClear = async (events: readonly RecordedEvent[], sealer: Sealer): Promise<HeldEvent[]> => {
  const opened = await sealer.openMany(events);
  return events.map((event, index) => {
    const sealed = opened[index]!;
    return {
      type: event.type,
      happenedOn: event.happenedOn,
      recordedAt: event.recordedAt,
      recordedBy: { name: event.actor, role: event.role, agency: event.agency },
      source: event.source,
      says: { ...event.payload, ...(sealed instanceof KeyDestroyed ? {} : sealed) },
    };
  });
};
