import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { SubjectDestroyed } from '../src/port/errors.js';
import type { KeyStore } from '../src/port/key-store.js';
import { childSubject } from '../src/port/subject.js';

export interface KeyStoreUnderTest {
  readonly keys: KeyStore;
  close(): Promise<void>;
}

/** What every key store promises. */
export const keyStoreContract = (name: string, make: () => Promise<KeyStoreUnderTest>): void =>
  describe(`${name} keeps the promises of a key store`, () => {
    let keys: KeyStore;
    let close: () => Promise<void>;
    const aSubject = () => childSubject('301', randomUUID());

    beforeEach(async () => {
      const made = await make();
      keys = made.keys;
      close = () => made.close();
    });
    afterEach(() => close());

    it('makes a key of 32 bytes for a subject, and gives the same one ever after', async () => {
      const subject = aSubject();
      const key = await keys.keyFor(subject);
      expect(key.secret).toHaveLength(32);
      expect(key.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(await keys.keyFor(subject)).toEqual(key);
      expect(await keys.byId(key.id)).toEqual(key);
    });

    it('gives each subject its own', async () => {
      const [one, other] = [await keys.keyFor('child:301:x'), await keys.keyFor('child:302:x')];
      expect(one.id).not.toBe(other.id);
      expect(Buffer.from(one.secret)).not.toEqual(Buffer.from(other.secret));
    });

    it('gives many at once, known and new, repeated or not', async () => {
      const subjects = Array.from({ length: 500 }, aSubject);
      const known = await keys.keyFor(subjects[7]!);
      const made = await keys.keysFor([...subjects, subjects[0]!]);
      expect(made.size).toBe(500);
      expect(made.get(subjects[7]!)).toEqual(known);
      expect(new Set([...made.values()].map(({ id }) => id)).size).toBe(500);
      expect(await keys.keysFor([])).toEqual(new Map());
    });

    it('agrees with itself when asked for one subject many times at once', async () => {
      const subject = aSubject();
      const made = await Promise.all(Array.from({ length: 50 }, () => keys.keyFor(subject)));
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    });

    it('knows no key by an id that it never gave', async () => {
      expect(await keys.byId(randomUUID())).toBeNull();
    });

    it('destroys a key for good and makes no other for the subject', async () => {
      const [subject, other] = [aSubject(), aSubject()];
      const key = await keys.keyFor(subject);
      const kept = await keys.keyFor(other);
      await keys.destroy(subject);
      expect(await keys.byId(key.id)).toBeNull();
      await expect(keys.keyFor(subject)).rejects.toThrow(SubjectDestroyed);
      await expect(keys.keysFor([other, subject])).rejects.toThrow(SubjectDestroyed);
      expect(await keys.byId(kept.id)).toEqual(kept);
    });

    it('tells what has become of a subject, and makes no key by being asked', async () => {
      const subject = aSubject();
      expect(await keys.stateOf(subject)).toBe('none');
      expect(await keys.stateOf(subject)).toBe('none');
      await keys.keyFor(subject);
      expect(await keys.stateOf(subject)).toBe('kept');
      await keys.destroy(subject);
      expect(await keys.stateOf(subject)).toBe('destroyed');
    });

    it('destroys twice, and destroys for a subject without a key, so that none is ever made', async () => {
      const subject = aSubject();
      await keys.destroy(subject);
      await keys.destroy(subject);
      await expect(keys.keyFor(subject)).rejects.toThrow(SubjectDestroyed);
    });
  });
