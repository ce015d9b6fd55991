import type { Projection } from '../projection.js';

/** Names become schemas and views, unquoted: `rm_<name>_<build>` must fit PostgreSQL's 63 bytes. */
const NAME = /^[a-z][a-z0-9_]{0,39}$/;

/**
 * @throws RangeError when a name cannot be one of PostgreSQL's, or two projections have one name or serve one table
 */
export const checkProjections = (projections: readonly Projection[]): void => {
  const taken = new Set<string>();
  const take = (what: string): void => {
    if (taken.has(what)) throw new RangeError(`There are two ${what}.`);
    taken.add(what);
  };
  for (const { owner, name, version, tables } of projections) {
    for (const each of [owner, name, ...tables.map((table) => table.name)]) {
      if (!NAME.test(each)) throw new RangeError(`"${each}" cannot name a projection, its owner or its table.`);
    }
    if (!Number.isSafeInteger(version) || version < 1) throw new RangeError(`${name} needs a version, 1 or more.`);
    take(`projections named ${name}`);
    for (const table of tables) take(`tables named ${owner}.${table.name}`);
  }
};
