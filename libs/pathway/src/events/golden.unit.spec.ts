import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from './catalogue.js';
import type { EventDefinition } from './define-event.js';

// A golden file for each version of each type of event, kept for ever: what was written under it must stay readable. A
// schema that changes without a new version fails here. To begin a new version's file: WRITE_GOLDEN=1.

const golden = (type: string, version: number) => join(import.meta.dirname, 'golden', `${type}.v${version}.json`);

describe('schemas of events do not change under their version', () => {
  test.each((CATALOGUE as readonly EventDefinition[]).map((definition) => [definition.type, definition] as const))(
    '%s',
    (_, definition) => {
      const path = golden(definition.type, definition.version);
      const schema = JSON.parse(
        JSON.stringify({ streams: definition.streams, open: definition.open, sealed: definition.sealed ?? null }),
      ) as unknown;
      if (process.env['WRITE_GOLDEN'] && !existsSync(path)) writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
      expect(schema).toEqual(JSON.parse(readFileSync(path, 'utf8')));
    },
  );

  test('the versions before the current one have theirs too', () => {
    const missing = (CATALOGUE as readonly EventDefinition[]).flatMap(({ type, version }) =>
      Array.from({ length: version - 1 }, (_, index) => golden(type, index + 1)).filter((path) => !existsSync(path)),
    );
    expect(missing).toEqual([]);
  });
});
