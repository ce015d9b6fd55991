import { describe, expect, it } from '@jest/globals';
import { DIGEST_BYTES, RowSeal } from './row-seal.js';

describe('RowSeal', () => {
  const cells = ['771009063', 'Brännström', '', '2019-Jul-19 00:00:00'];

  it('opens what it sealed, and shows none of it', () => {
    const seal = new RowSeal();
    const sealed = seal.seal(7, cells);
    expect(seal.open(7, sealed)).toEqual(cells);
    for (const cell of cells.filter((text) => text !== '')) expect(sealed.includes(cell)).toBe(false);
  });

  it('opens nothing for another row, from another import, or changed', () => {
    const seal = new RowSeal();
    const sealed = seal.seal(7, cells);
    expect(() => seal.open(8, sealed)).toThrow();
    expect(() => new RowSeal().open(7, sealed)).toThrow();
    sealed[3]! ^= 1;
    expect(() => seal.open(7, sealed)).toThrow();
  });

  it('has equal digests for equal texts of one kind in one import only', () => {
    const seal = new RowSeal();
    const digest = seal.digest('upn', 'J891200019001');
    expect(digest).toHaveLength(DIGEST_BYTES);
    expect(seal.digest('upn', 'J891200019001')).toEqual(digest);
    expect(seal.digest('uln', 'J891200019001')).not.toEqual(digest);
    expect(seal.digest('upn', 'J891200019002')).not.toEqual(digest);
    expect(new RowSeal().digest('upn', 'J891200019001')).not.toEqual(digest);
  });
});
