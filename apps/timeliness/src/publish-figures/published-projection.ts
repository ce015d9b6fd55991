import { type PathwayEventOf, readEvent } from '@ehc/pathway';
import { defineTable, type EventProjection, upsertRows } from '@ehc/projections';

export const PUBLISHED_PROJECTION = 'timeliness_published';

/** One row for each set of figures that was published, with the event as it is: the note stays sealed. */
const PUBLISHED = defineTable({
  name: 'published_figures',
  columns: {
    figures_id: 'uuid not null',
    authority: 'text not null',
    position: 'bigint not null',
    published_at: 'text not null',
    actor: 'text not null',
    role: 'text not null',
    payload: 'json not null',
    event_id: 'uuid not null',
    key_id: 'uuid',
    sealed: 'bytea',
  },
  key: ['figures_id'],
  indexes: ['(authority, position)'],
});

/** The sets of figures that were published. */
export const publishedProjection: EventProjection = {
  owner: 'timeliness',
  name: PUBLISHED_PROJECTION,
  version: 1,
  types: ['FiguresPublished'],
  tables: [PUBLISHED],
  handle: (events, transaction, schema) =>
    upsertRows(
      transaction,
      schema,
      PUBLISHED,
      events.map((event) => ({
        figures_id: event.stream.slice('figures-'.length),
        authority: event.authority,
        position: event.position,
        published_at: event.recordedAt,
        actor: event.actor,
        role: event.role,
        payload: (readEvent(event) as PathwayEventOf<'FiguresPublished'>).payload,
        event_id: event.id,
        key_id: event.keyId,
        sealed: event.sealed,
      })),
    ),
};
