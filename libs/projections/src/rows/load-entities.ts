import { gaps } from '../gaps.js';
import type { ProjectionTransaction } from '../projection.js';
import { identifier } from './columns.js';
import { defineTable } from './table.js';

/**
 * A table that keeps one document for each entity: what `loadEntities` reads and `entityProjection` writes. The column
 * is `json`, not `jsonb`, because the latter reorders keys: a fold that goes through `Object.keys` would then answer
 * differently when the state comes from the table than when it comes from the same batch.
 */
export const entityTable = (name: string) =>
  defineTable({ name, columns: { id: 'text not null', state: 'json not null' }, key: ['id'] });

/** The documents of these entities, by id; one that is not kept is left out. */
export const loadEntities = async <State>(
  transaction: ProjectionTransaction,
  schema: string,
  table: string,
  ids: Iterable<string>,
): Promise<Map<string, State>> => {
  const wanted = [...ids];
  if (wanted.length === 0) return new Map();
  const rows = await transaction.query<{ id: string; state: State }>(
    `SELECT id, state FROM ${schema}.${identifier(table)} WHERE id = ANY ($1::text[])`,
    [wanted],
  );
  gaps.loaded.publish(null);
  return new Map(rows.map(({ id, state }) => [id, state]));
};
