import { createHash } from 'node:crypto';
import { followsStreams, type Projection } from '../projection.js';
import { showOwnRows } from '../readers/own-rows.js';
import type { Build } from './build.js';

const digests = new WeakMap<Projection, string>();

/**
 * Digest of what a projection's tables look like. A changed table is built anew even where somebody forgot to raise the
 * version: read models are cheap to build and dear to explain when they are wrong.
 */
export const definitionOf = (projection: Projection): string => {
  let digest = digests.get(projection);
  if (digest === undefined) digests.set(projection, (digest = digestOf(projection)));
  return digest;
};

const digestOf = (projection: Projection): string => {
  const { tables, types } = projection;
  const described = tables.map((table) => {
    const { name, key, ddl, indexDdl } = table;
    const statements = [ddl('${schema}'), indexDdl?.('${schema}') ?? '', showOwnRows(table, '${schema}')];
    return [name, key, statements.join('\n').replace(/\s+/g, ' ').trim()];
  });
  const followed = followsStreams(projection) ? [...projection.streams].sort() : null;
  return createHash('sha256')
    .update(JSON.stringify([described, types === undefined ? null : [...types].sort(), followed]))
    .digest('hex');
};

/** Whether this code may go on filling that build. */
export const fits = (projection: Projection, build: Build): boolean =>
  build.version === projection.version && build.definition === definitionOf(projection);
