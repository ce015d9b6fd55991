import { describe, expect, it } from '@jest/globals';
import { InMemoryKeyStore } from '../keys/in-memory-key-store.js';
import { BlindIndex } from './blind-index.js';
import { IndexKeys } from './index-keys.js';
import { birthDateTerm, identifierTerm, nameStartTerm, personTerm, termsOf, wholeNameTerm } from './index-terms.js';
import { nameVariants, nameWords } from './normalise-name.js';

describe('names are compared', () => {
  it.each([
    ['Çelik', ['celik']],
    ['ÇELİK', ['celik']],
    ['Ayşe Yıldız', ['ayse', 'yildiz']],
    ['Çelik', ['celik']],
    ["O'Brien", ['obrien']],
    ['O’Brien', ['obrien']],
    ['Oʼbrien', ['obrien']],
    ['Smith-Jones', ['smithjones']],
    ['Smith–Jones', ['smithjones']],
    ['  Łukasz   Wójcik ', ['lukasz', 'wojcik']],
    ['Søren Strauß', ['soren', 'strauss']],
    ['Nguyễn Thị', ['nguyen', 'thi']],
    ['Ｌｉ', ['li']],
    ['محمد', ['محمد']],
    ['J. R. Smith, Jr', ['j', 'r', 'smith', 'jr']],
    ['', []],
  ])('%s as %j', (name, words) => expect(nameWords(name)).toEqual(words));

  it.each([
    ['Smith-Jones', ['smithjones', 'smith', 'jones']],
    ["O'Brien", ['obrien', 'o', 'brien']],
    ["Ann O'Brien-Smith", ['ann', 'obriensmith', 'obrien', 'smith', 'o', 'brien']],
  ])('%s is looked for as %j', (name, variants) => expect(nameVariants(name)).toEqual(variants));
});

describe('terms', () => {
  it('name each thing with its kind, once', () => {
    expect(
      termsOf({
        names: ['Ayşe Çelik', 'Ayse Celik'],
        birthDate: '2015-03-04',
        identifiers: [
          { kind: 'upn', value: ' a123 4567 89012 ' },
          { kind: 'nhs', value: '943 476 5919' },
          { kind: 'uln', value: ' ' },
        ],
      }),
    ).toEqual([
      'name:ayse', 'name:celik', 'name3:ays', 'name3:cel', 'dob:2015-03-04', 'person:ayse celik|2015-03-04',
      'upn:A123456789012', 'nhs:9434765919',
    ]); // prettier-ignore
  });

  it('are none for nothing', () => expect(termsOf({})).toEqual([]));
});

describe('BlindIndex', () => {
  const child = {
    names: ["Ayşe O'Brien-Çelik"],
    birthDate: '2015-03-04',
    identifiers: [{ kind: 'upn', value: 'A1' }],
  } as const;
  const tokensOf = async (index: BlindIndex, authority: string) =>
    (await index.tokensFor(authority, [child])).tokens[0]!;

  it('finds a child by any way of writing the name, by birth date, identifier and person', async () => {
    const index = new BlindIndex(new InMemoryKeyStore());
    const tokens = await tokensOf(index, '301');
    const looked = await index.tokensOf('301', [
      wholeNameTerm('celik'),
      wholeNameTerm('obrien'),
      nameStartTerm('celi'),
      birthDateTerm('2015-03-04'),
      identifierTerm('upn', 'a 1'),
      personTerm('AYSE OBRIEN CELIK'.replace('OBRIEN CELIK', 'O’BRIEN-CELIK'), '2015-03-04'),
    ]);
    for (const token of looked) expect(tokens).toContain(token);
    expect(tokens.every((token) => /^[0-9a-f]{32}$/.test(token))).toBe(true);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect((await index.tokensFor('301', [child, {}])).tokens).toEqual([tokens, []]);
  });

  it('gives another authority other tokens, and a kind other tokens than another kind', async () => {
    const index = new BlindIndex(new InMemoryKeyStore());
    const [here, there] = [await tokensOf(index, '301'), await tokensOf(index, '302')];
    expect(here.some((token) => there.includes(token))).toBe(false);
    const [name, start] = await index.tokensOf('301', [wholeNameTerm('cel'), nameStartTerm('cel')]);
    expect(name).not.toBe(start);
  });

  describe('when its key is renewed', () => {
    const term = wholeNameTerm('celik');

    it('makes other tokens, and finds by both until the older key is destroyed', async () => {
      const keys = new InMemoryKeyStore();
      const [index, indexKeys] = [new BlindIndex(keys), new IndexKeys(keys)];
      const before = await index.tokensFor('301', [child]);
      await indexKeys.renew();
      const after = await index.tokensFor('301', [child]);
      expect(after.keyId).not.toBe(before.keyId);
      expect(after.tokens[0]!.some((token) => before.tokens[0]!.includes(token))).toBe(false);

      const [old, anew] = await index.tokensOf('301', [term]);
      expect([before.tokens[0]!.includes(old!), after.tokens[0]!.includes(anew!)]).toEqual([true, true]);
      await indexKeys.destroyOlder();
      expect(await index.tokensOf('301', [term])).toEqual([anew]);
      expect(await keys.byId(before.keyId)).toBeNull();
    });

    it('is followed by many who ask at once', async () => {
      const keys = new InMemoryKeyStore();
      const indexKeys = new IndexKeys(keys);
      await indexKeys.renew();
      await indexKeys.destroyOlder();
      const newest = await indexKeys.newest();
      const others = new IndexKeys(keys);
      const found = await Promise.all(Array.from({ length: 5 }, () => others.kept()));
      for (const kept of found) expect(kept).toEqual([newest]);
    });

    it('is followed by who began before, and by who begins after, however often', async () => {
      const keys = new InMemoryKeyStore();
      const [index, indexKeys] = [new BlindIndex(keys), new IndexKeys(keys)];
      await index.tokensOf('301', [term]);
      for (let time = 0; time < 5; time++) {
        await indexKeys.renew();
        await indexKeys.destroyOlder();
      }
      const { keyId } = await index.tokensFor('301', [child]);
      expect((await new BlindIndex(keys).tokensFor('301', [child])).keyId).toBe(keyId);
      expect((await new IndexKeys(keys).kept()).map(({ id }) => id)).toEqual([keyId]);
    });
  });
});
