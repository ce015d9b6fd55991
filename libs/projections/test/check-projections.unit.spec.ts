import { expect, it } from '@jest/globals';
import { checkProjections } from '../src/builds/check-projections.js';
import type { Projection } from '../src/index.js';

const projection = (given: Partial<Projection>, ...tables: string[]): Projection => ({
  owner: 'casework',
  name: 'search',
  version: 1,
  tables: tables.map((name) => ({ name, key: ['id'], ddl: () => '' })),
  handle: async () => {},
  ...given,
});

it('takes projections that differ', () => {
  checkProjections([
    projection({}, 'a'),
    projection({ name: 'other' }, 'b'),
    projection({ owner: 'timeliness', name: 'third' }, 'a'),
  ]);
});

it.each([
  ['two of one name', [projection({}, 'a'), projection({ owner: 'timeliness' }, 'b')]],
  ['two that serve one table', [projection({}, 'a'), projection({ name: 'other' }, 'a')]],
  ['a name that is SQL', [projection({ name: 'x; DROP SCHEMA events' })]],
  ['an owner in capitals', [projection({ owner: 'Casework' })]],
  ['a table without a name', [projection({}, '')]],
  ['a name too long for a schema', [projection({ name: 'a'.repeat(41) })]],
  ['version 0', [projection({ version: 0 })]],
])('refuses %s', (_what, projections) => {
  expect(() => checkProjections(projections)).toThrow(RangeError);
});
