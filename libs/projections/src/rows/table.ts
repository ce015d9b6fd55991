import type { ReadModelTable } from '../projection.js';
import { identifier, type Columns } from './columns.js';

/** A table of a read model whose columns are known, so that rows can be written and read by them. */
export interface Table<C extends Columns = Columns> extends ReadModelTable {
  readonly columns: C;
  readonly key: readonly (keyof C & string)[];
}

/**
 * Defines a table once, for its DDL, for the types of its rows and for writing them. Its column `authority` says whose
 * rows they are.
 *
 * @example
 * const caseFact = defineTable({
 *   name: 'case_fact',
 *   columns: { case_id: 'text not null', authority: 'text not null', requested_on: 'date', needs: 'text[]' },
 *   key: ['case_id'],
 *   indexes: ['(requested_on)'],
 * });
 */
export const defineTable = <const C extends Columns>(definition: {
  readonly name: string;
  readonly columns: C;
  /** The primary key. */
  readonly key: readonly (keyof C & string)[];
  /** What follows `CREATE INDEX ON <table>`: `(requested_on)`, `USING gin (needs)`, `(id) WHERE open`. */
  readonly indexes?: readonly string[];
}): Table<C> => ({
  name: definition.name,
  columns: definition.columns,
  key: definition.key,
  authority: 'authority' in definition.columns ? 'authority' : null,
  ddl: (schema) => {
    const table = `${schema}.${identifier(definition.name)}`;
    const columns = Object.entries(definition.columns).map(([name, type]) => `${identifier(name)} ${type}`);
    const key = definition.key.map(identifier).join(', ');
    return `CREATE TABLE ${table} (${columns.join(', ')}, PRIMARY KEY (${key}));`;
  },
  indexDdl: (schema) =>
    (definition.indexes ?? [])
      .map((index) => `CREATE INDEX ON ${schema}.${identifier(definition.name)} ${index};`)
      .join('\n'),
});
