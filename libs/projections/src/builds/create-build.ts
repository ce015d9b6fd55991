import type { ClientBase } from 'pg';
import type { Projection } from '../projection.js';
import { BUILD_COLUMNS, type Build, type BuildPurpose } from './build.js';
import { beginningOfBuild } from '../feed/checkpoint.js';
import { letReadersSee, showOwnRows } from '../readers/own-rows.js';
import { definitionOf } from './definition.js';

/**
 * Makes the empty tables of a new build, and its checkpoint at the start of the log. `lease` gives it to its maker from
 * the beginning (with token 1), so that nobody takes it for an abandoned one.
 */
export const createBuild = async (
  client: ClientBase,
  projection: Projection,
  purpose: BuildPurpose,
  lease?: { readonly owner: string; readonly milliseconds: number },
): Promise<Build> => {
  const { owner, name, version, tables } = projection;
  const { filling } = beginningOfBuild(projection);
  const { rows } = await client.query<Build>(
    `INSERT INTO projections.build
       (owner, name, version, definition, tables, purpose, stage, lease_owner, lease_token, lease_until, filled_to)
     VALUES ($1, $2, $3, $4, $5, $6, 'building', $7::text, CASE WHEN $7::text IS NULL THEN 0 ELSE 1 END,
       clock_timestamp() + $8::double precision * interval '1 ms', $9)
     RETURNING ${BUILD_COLUMNS}`,
    [
      owner,
      name,
      version,
      definitionOf(projection),
      tables.map((table) => table.name),
      purpose,
      lease?.owner ?? null,
      lease?.milliseconds ?? null,
      filling?.stream ?? null,
    ],
  );
  const build = rows[0]!;
  await client.query(`CREATE SCHEMA ${build.schema}`);
  for (const table of tables) {
    const { ddl, indexDdl } = table;
    await client.query(ddl(build.schema));
    await client.query(showOwnRows(table, build.schema));
    await client.query(letReadersSee(table, build.schema));
    if (filling === null && indexDdl) await client.query(indexDdl(build.schema));
  }
  return build;
};
