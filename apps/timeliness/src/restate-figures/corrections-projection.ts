import { defineTable, type EventProjection, upsertRows } from '@ehc/projections';
import { CORRECTING } from '../compare-measures/event-kind.js';

export const CORRECTIONS_PROJECTION = 'timeliness_corrections';

/** Where each correction stands in the log, so that it is found by its id. */
const CORRECTION = defineTable({
  name: 'correction',
  columns: {
    event_id: 'uuid not null',
    authority: 'text not null',
    stream: 'text not null',
    position: 'bigint not null',
  },
  key: ['event_id'],
});

export const correctionsProjection: EventProjection = {
  owner: 'timeliness',
  name: CORRECTIONS_PROJECTION,
  version: 1,
  types: CORRECTING,
  tables: [CORRECTION],
  handle: (events, transaction, schema) =>
    upsertRows(
      transaction,
      schema,
      CORRECTION,
      events.map(({ id, authority, stream, position }) => ({ event_id: id, authority, stream, position })),
    ),
};
