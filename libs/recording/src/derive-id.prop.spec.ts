import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { deriveId } from './derive-id.js';

test('a derived id is the UUIDv5 of its name', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.string({ unit: 'grapheme' }), (from, what) => {
      expect(deriveId(from, what)).toBe(v5(what, from));
    }),
  );
});
