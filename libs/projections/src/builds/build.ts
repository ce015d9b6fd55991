import type { Position } from '@ehc/event-store';
import type { ClientBase, Pool } from 'pg';

/** Why a build was begun; see `schema/001-builds.sql`. */
export type BuildPurpose = 'release' | 'rebuild' | 'scratch';

/** A build's life: filled, then served, then replaced and dropped. */
export type BuildStage = 'building' | 'live' | 'retired';

/** One filling of a projection's tables from the log. */
export interface Build {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly version: number;
  readonly definition: string;
  readonly tables: readonly string[];
  readonly schema: string;
  readonly purpose: BuildPurpose;
  readonly stage: BuildStage;
  /** Everything up to here is in its tables. */
  readonly position: Position;
  /** Whether it stopped at an error that is not the moment's. */
  readonly failed: boolean;
}

export const BUILD_COLUMNS = `id, owner, name, version, definition, tables, physical_schema AS schema, purpose, stage,
  position, error IS NOT NULL AS failed`;

/** The builds of a projection, the live one first, then the newest. */
export const findBuilds = async (client: ClientBase | Pool, name: string): Promise<Build[]> => {
  const { rows } = await client.query<Build>(
    `SELECT ${BUILD_COLUMNS} FROM projections.build WHERE name = $1 ORDER BY stage = 'live' DESC, id DESC`,
    [name],
  );
  return rows;
};

/** The build that is served; null before the first one is. */
export const findLiveBuild = async (client: ClientBase | Pool, name: string): Promise<Build | null> =>
  (await findBuilds(client, name)).find(({ stage }) => stage === 'live') ?? null;
