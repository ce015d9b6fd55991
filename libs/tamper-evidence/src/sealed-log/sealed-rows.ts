import type { ProjectionTransaction } from '@ehc/projections';
import type { Pool } from 'pg';
import type { KnownSubtree } from '../merkle/frontier.js';
import type { Hash } from '../merkle/hash.js';
import { type ReadTile, TILE_WIDTH } from '../merkle/tiles.js';

/** Asks the tables of the sealed log, within a transaction or not. */
export type Query = ProjectionTransaction['query'];

export const queryOf =
  (pool: Pool): Query =>
  async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
    (await pool.query(sql, [...parameters])).rows as Row[];

/** How many events are sealed: those at the positions 1 … n. */
export const sealedSize = async (query: Query): Promise<number> => {
  const [row] = await query<{ size: string }>('SELECT coalesce(max(position), 0) AS size FROM tamper_evidence.leaf');
  return Number(row!.size);
};

export interface Leaf {
  readonly position: number;
  readonly hash: Hash;
}

/** The leaves of the positions after `after`, up to and with `upTo`, in order. */
export const readLeaves = async (query: Query, after: number, upTo: number): Promise<Leaf[]> => {
  const rows = await query<{ position: string; hash: Hash }>(
    'SELECT position, hash FROM tamper_evidence.leaf WHERE position > $1 AND position <= $2 ORDER BY position',
    [after, upTo],
  );
  return rows.map(({ position, hash }) => ({ position: Number(position), hash }));
};

export const addLeaves = async (query: Query, leaves: readonly Leaf[]): Promise<void> => {
  await query('INSERT INTO tamper_evidence.leaf (position, hash) SELECT * FROM unnest($1::bigint[], $2::bytea[])', [
    leaves.map(({ position }) => position),
    leaves.map(({ hash }) => hash),
  ]);
};

export const addNodes = async (query: Query, nodes: readonly KnownSubtree[]): Promise<void> => {
  if (nodes.length === 0) return;
  await query(
    `INSERT INTO tamper_evidence.node (level, index, hash)
     SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    [nodes.map(({ level }) => level), nodes.map(({ index }) => index), nodes.map(({ hash }) => hash)],
  );
};

/** Every kept hash above the leaves, by level and index. */
export const readNodes = async (query: Query): Promise<KnownSubtree[]> => {
  const rows = await query<{ level: number; index: string; hash: Hash }>(
    'SELECT level, index, hash FROM tamper_evidence.node ORDER BY level, index',
  );
  return rows.map(({ level, index, hash }) => ({ level, index: Number(index), hash }));
};

/** The tiles of the tree, as its tables keep them. */
export const tilesOf =
  (query: Query): ReadTile =>
  async (level, tile) => {
    const from = tile * TILE_WIDTH;
    if (level === 0) return (await readLeaves(query, from, from + TILE_WIDTH)).map(({ hash }) => hash);
    const rows = await query<{ hash: Hash }>(
      'SELECT hash FROM tamper_evidence.node WHERE level = $1 AND index >= $2 AND index < $3 ORDER BY index',
      [level, from, from + TILE_WIDTH],
    );
    return rows.map(({ hash }) => hash);
  };
