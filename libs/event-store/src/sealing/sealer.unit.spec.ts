import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { InMemoryKeyStore } from '../keys/in-memory-key-store.js';
import { KeyDestroyed, SealBroken, SubjectDestroyed } from '../port/errors.js';
import { childSubject, eventSubject } from '../port/subject.js';
import { Sealer } from './sealer.js';

const plain = { name: { given: 'Ayşe', family: 'Çelik' }, bornOn: '2015-03-04', notes: ['likes trains'] };

const given = () => {
  const keys = new InMemoryKeyStore();
  const toSeal = { authority: '301', child: randomUUID(), eventId: randomUUID(), plain };
  return { keys, sealer: new Sealer(keys), toSeal };
};

describe('Sealer', () => {
  it('opens what it sealed, and shows nothing of it sealed', async () => {
    const { sealer, toSeal } = given();
    const sealed = await sealer.seal(toSeal);
    expect(await sealer.open({ id: toSeal.eventId, ...sealed })).toEqual(plain);
    expect(await sealer.open({ id: toSeal.eventId.toUpperCase(), ...sealed })).toEqual(plain);
    expect(sealed.sealed.includes('trains')).toBe(false);
  });

  it('seals the same twice as different bytes with the same digest', async () => {
    const { sealer, toSeal } = given();
    const [one, other] = [await sealer.seal(toSeal), await sealer.seal(toSeal)];
    expect(one.sealed.equals(other.sealed)).toBe(false);
    expect(one.sealedDigest.equals(other.sealedDigest)).toBe(true);
    expect(one.keyId).toBe(other.keyId);
  });

  it('gives one digest for the same content, in whatever order it is written', async () => {
    const { sealer, toSeal } = given();
    const turned = { notes: plain.notes, bornOn: plain.bornOn, name: { family: 'Çelik', given: 'Ayşe' } };
    const [one, other] = await sealer.sealMany([toSeal, { ...toSeal, plain: turned }]);
    expect(one!.sealedDigest.equals(other!.sealedDigest)).toBe(true);
  });

  it.each([
    ['other content', { plain: { ...plain, bornOn: '2015-03-05' } }],
    ['another child', { child: randomUUID() }],
    ['another authority', { authority: '302' }],
    ['another event', { eventId: randomUUID() }],
  ])('gives another digest for %s', async (_, change) => {
    const { sealer, toSeal } = given();
    const [one, other] = await sealer.sealMany([toSeal, { ...toSeal, ...change }]);
    expect(one!.sealedDigest.equals(other!.sealedDigest)).toBe(false);
  });

  it('opens in no other event, nor damaged, nor cut short', async () => {
    const { sealer, toSeal } = given();
    const { keyId, sealed } = await sealer.seal(toSeal);
    const id = toSeal.eventId;
    await expect(sealer.open({ id: randomUUID(), keyId, sealed })).rejects.toThrow(SealBroken);
    for (const at of [0, 5, 20, sealed.length - 1]) {
      const damaged = Buffer.from(sealed);
      damaged[at]! ^= 1;
      await expect(sealer.open({ id, keyId, sealed: damaged })).rejects.toThrow(SealBroken);
    }
    for (const length of [0, 1, 20, sealed.length - 1])
      await expect(sealer.open({ id, keyId, sealed: sealed.subarray(0, length) })).rejects.toThrow(SealBroken);
  });

  it('opens nothing of a forgotten child, and seals no more', async () => {
    const { keys, sealer, toSeal } = given();
    const sealed = await sealer.seal(toSeal);
    const kept = { ...toSeal, child: randomUUID(), eventId: randomUUID() };
    const keptSealed = await sealer.seal(kept);
    await keys.destroy(childSubject('301', toSeal.child));
    await expect(sealer.open({ id: toSeal.eventId, ...sealed })).rejects.toThrow(KeyDestroyed);
    await expect(sealer.seal(toSeal)).rejects.toThrow(SubjectDestroyed);
    const opened = await sealer.openMany([
      { id: toSeal.eventId, ...sealed },
      { id: kept.eventId, ...keptSealed },
      { id: randomUUID(), keyId: null, sealed: null },
    ]);
    expect(opened).toEqual([expect.any(KeyDestroyed), plain, {}]);
  });

  it('seals what is about no child under a key of the event', async () => {
    const { keys, sealer, toSeal } = given();
    const { keyId } = await sealer.seal({ ...toSeal, child: null });
    expect(keyId).toBe((await keys.keyFor(eventSubject(toSeal.eventId))).id);
  });
});
