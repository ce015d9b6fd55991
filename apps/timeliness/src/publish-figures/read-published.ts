import type { Payload } from '@ehc/pathway';
import type { ReadModelQueries } from '../facts/index.js';
import type { PublishedSet } from './published-set.js';

interface Row {
  readonly figures_id: string;
  readonly authority: string;
  readonly published_at: string;
  readonly actor: string;
  readonly role: string;
  readonly payload: Payload<'FiguresPublished'>;
  readonly event_id: string;
  readonly key_id: string | null;
  readonly sealed: Buffer | null;
}

const setOf = (row: Row): PublishedSet => ({
  ...row.payload,
  authority: row.authority,
  id: row.figures_id,
  publishedAt: row.published_at,
  publishedBy: { actor: row.actor, role: row.role },
  event: { id: row.event_id, keyId: row.key_id, sealed: row.sealed },
});

/** The sets of figures that an authority has published, the earliest first. */
export const readPublished = async (queries: ReadModelQueries, authority: string): Promise<PublishedSet[]> => {
  const rows = await queries.query<Row>(
    'SELECT * FROM timeliness.published_figures WHERE authority = $1 ORDER BY position',
    [authority],
  );
  return rows.map(setOf);
};

/** One of them, by its id; null where there is none. */
export const readPublishedSet = async (
  queries: ReadModelQueries,
  authority: string,
  id: string,
): Promise<PublishedSet | null> => {
  const [row] = await queries.query<Row>(
    'SELECT * FROM timeliness.published_figures WHERE authority = $1 AND figures_id = $2',
    [authority, id],
  );
  return row ? setOf(row) : null;
};
