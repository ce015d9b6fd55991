import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyStoreContract } from '../../testing/key-store-contract.js';
import { KeyStoreDamaged, MasterKeyError, SubjectDestroyed } from '../port/errors.js';
import { FileKeyStore, type FileKeyStoreOptions } from './file-key-store.js';
import { RECORD_BYTES } from './key-record.js';

const makeFolder = () => mkdtemp(join(tmpdir(), 'ehc-keys-'));

keyStoreContract('FileKeyStore', async () => {
  const dataDir = await makeFolder();
  const keys = await FileKeyStore.open({ dataDir });
  return {
    keys,
    close: async () => {
      await keys.close();
      await rm(dataDir, { recursive: true });
    },
  };
});

describe('FileKeyStore', () => {
  let dataDir: string;
  let open: FileKeyStore[];
  /** As another process would: nothing is shared but the files. */
  const openStore = async (options: Partial<FileKeyStoreOptions> = {}) => {
    const store = await FileKeyStore.open({ dataDir, ...options });
    open.push(store);
    return store;
  };
  const keyFile = () => join(dataDir, 'keys', 'keys.bin');

  beforeEach(async () => {
    dataDir = await makeFolder();
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((store) => store.close()));
    await rm(dataDir, { recursive: true });
  });

  it('survives a restart', async () => {
    const key = await (await openStore()).keyFor('child:301:a');
    const again = await openStore();
    expect(await again.byId(key.id)).toEqual(key);
    expect(await again.keyFor('child:301:a')).toEqual(key);
  });

  it('lets nobody else read folder, master key and keys', async () => {
    await (await openStore()).keyFor('child:301:a');
    const mode = async (...path: string[]) => (await stat(join(dataDir, 'keys', ...path))).mode & 0o777;
    expect(await mode()).toBe(0o700);
    expect(await mode('master.key')).toBe(0o600);
    expect(await mode('keys.bin')).toBe(0o600);
  });

  it('holds neither subject nor secret in plain text', async () => {
    const subject = `child:301:${randomUUID()}`;
    const { secret } = await (await openStore()).keyFor(subject);
    const bytes = await readFile(keyFile());
    expect(bytes.includes(subject)).toBe(false);
    expect(bytes.includes(subject.slice(10))).toBe(false);
    expect(bytes.includes(Buffer.from(secret))).toBe(false);
  });

  it('makes 7,000 keys in batches of 500 in well under two seconds of work', async () => {
    const store = await openStore();
    const started = process.cpuUsage(); // not of the clock, which other tests' work on this machine moves on
    for (let batch = 0; batch < 14; batch++) {
      await store.keysFor(Array.from({ length: 500 }, (_, nth) => `child:301:${batch}-${nth}`));
    }
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1_000).toBeLessThan(2_000);
    expect((await stat(keyFile())).size).toBe(7_001 * RECORD_BYTES); // and the one about the master key
  });

  it('reads keys that fell out of its cache from the file', async () => {
    const store = await openStore({ cached: 2 });
    const keys = await store.keysFor(['a', 'b', 'c', 'd']);
    for (const [subject, key] of keys) expect(await store.keyFor(subject)).toEqual(key);
  });

  describe('with two processes on the same files', () => {
    it('knows the keys that the other has made since', async () => {
      const [one, other] = [await openStore(), await openStore()];
      const key = await one.keyFor('child:301:a');
      expect(await other.byId(key.id)).toEqual(key);
      expect(await other.keyFor('child:301:a')).toEqual(key);
    });

    it('agrees on one key for each subject that both want at once', async () => {
      const stores = [await openStore(), await openStore(), await openStore()];
      const subjects = Array.from({ length: 40 }, (_, nth) => `child:301:${nth}`);
      const made = await Promise.all(
        stores.flatMap((store) =>
          [...subjects].sort(() => Math.random() - 0.5).map((subject) => store.keyFor(subject)),
        ),
      );
      expect(new Set(made.map(({ id }) => id)).size).toBe(subjects.length);
    });

    it('starts both at once on an empty folder, under one master key', async () => {
      for (let round = 0; round < 20; round++) {
        const dataDir = await makeFolder();
        const stores = await Promise.all(Array.from({ length: 5 }, () => openStore({ dataDir })));
        const key = await stores[0]!.keyFor('a');
        for (const store of stores) expect(await store.byId(key.id)).toEqual(key);
        await rm(dataDir, { recursive: true });
      }
    });

    it('forgets a key that the other has destroyed, though it had it in memory', async () => {
      const [one, other] = [await openStore(), await openStore()];
      const key = await one.keyFor('child:301:a');
      expect(await other.byId(key.id)).toEqual(key);
      await one.destroy('child:301:a');
      expect(await other.byId(key.id)).toBeNull();
      await expect(other.keyFor('child:301:a')).rejects.toThrow(SubjectDestroyed);
    });

    it('makes none for a subject that the other has destroyed', async () => {
      const [one, other] = [await openStore(), await openStore()];
      await one.destroy('child:301:a');
      await expect(other.keyFor('child:301:a')).rejects.toThrow(SubjectDestroyed);
    });

    it('leaves no wrapped copy, when one destroys while the other makes', async () => {
      for (let round = 0; round < 20; round++) {
        const [one, other] = [await openStore(), await openStore()];
        const subject = `child:301:${round}`;
        await Promise.allSettled([one.keyFor(subject), other.destroy(subject), one.keyFor(subject)]);
        await expect((await openStore()).keyFor(subject)).rejects.toThrow(SubjectDestroyed);
        expect(wrappedSecrets(await readFile(keyFile()))).toHaveLength(0);
      }
    });
  });

  it('overwrites the wrapped key where it lay when it destroys it', async () => {
    const store = await openStore();
    await store.keyFor('child:301:a');
    await store.keyFor('child:301:b');
    const [wrapped, kept] = wrappedSecrets(await readFile(keyFile()));
    await store.destroy('child:301:a');
    const after = await readFile(keyFile());
    expect(after.includes(wrapped!)).toBe(false);
    expect(after.includes(kept!)).toBe(true);
  });

  describe('after a crash', () => {
    it('passes over a torn last record, and what is added behind it counts', async () => {
      const store = await openStore();
      const [a, b] = [await store.keyFor('a'), await store.keyFor('b')];
      await truncate(keyFile(), 3 * RECORD_BYTES - 50); // the master's, a's, half of b's
      const again = await openStore();
      expect(await again.byId(a.id)).toEqual(a);
      expect(await again.byId(b.id)).toBeNull();
      const other = await openStore();
      const anew = await again.keyFor('b');
      expect(anew.id).not.toBe(b.id);
      expect(await other.byId(anew.id)).toEqual(anew);
      expect(await (await openStore()).keyFor('b')).toEqual(anew);
    });

    it('finishes the destroying of a key that had only been announced', async () => {
      const store = await openStore();
      await store.keyFor('a');
      const before = await readFile(keyFile());
      await store.destroy('a');
      const tombstone = (await readFile(keyFile())).subarray(before.length);
      await writeFile(keyFile(), Buffer.concat([before, tombstone]));
      expect(wrappedSecrets(await readFile(keyFile()))).toHaveLength(1);
      await openStore();
      expect(wrappedSecrets(await readFile(keyFile()))).toHaveLength(0);
    });

    it('wipes what was left of a key while it was being overwritten', async () => {
      const store = await openStore();
      await store.keyFor('a');
      const kept = await store.keyFor('b');
      const before = await readFile(keyFile());
      const [wrapped] = wrappedSecrets(before);
      await store.destroy('a');
      const tombstone = (await readFile(keyFile())).subarray(before.length);
      before.fill(0, RECORD_BYTES + 56, RECORD_BYTES + 76); // the first of the 60 bytes that are wrapped
      await writeFile(keyFile(), Buffer.concat([before, tombstone]));
      expect((await readFile(keyFile())).includes(wrapped!.subarray(20))).toBe(true);
      const again = await openStore();
      expect((await readFile(keyFile())).includes(wrapped!.subarray(20))).toBe(false);
      expect(await again.byId(kept.id)).toEqual(kept);
      await expect(again.keyFor('a')).rejects.toThrow(SubjectDestroyed);
    });

    it('says that a record is damaged, not that it was destroyed, and leaves it for repair', async () => {
      const store = await openStore();
      await store.keyFor('a');
      const sound = await readFile(keyFile());
      const damaged = Buffer.from(sound);
      damaged[RECORD_BYTES + 60]! ^= 1;
      await writeFile(keyFile(), damaged);
      await expect(store.keyFor('a')).rejects.toThrow(KeyStoreDamaged);
      await store.destroy('b');
      await openStore();
      expect((await readFile(keyFile())).subarray(0, damaged.length).equals(damaged)).toBe(true);
    });

    it('does not take a file in which it can read nothing for a new one', async () => {
      await (await openStore()).keyFor('a');
      await writeFile(keyFile(), randomBytes(3 * RECORD_BYTES));
      await expect(openStore()).rejects.toThrow(MasterKeyError);
      expect((await stat(keyFile())).size).toBe(3 * RECORD_BYTES);
    });

    it('leaves a record of a later version of the file alone', async () => {
      const store = await openStore();
      const later = Buffer.concat([Buffer.from('EHK'), Buffer.of(2), randomBytes(RECORD_BYTES - 4)]);
      await appendFile(keyFile(), later);
      const key = await store.keyFor('a');
      expect(await (await openStore()).byId(key.id)).toEqual(key);
      expect((await readFile(keyFile())).includes(later)).toBe(true);
    });
  });

  describe('the master key', () => {
    const base64 = () => randomBytes(32).toString('base64');

    it('may be given, and then none is written', async () => {
      const masterKey = base64();
      const key = await (await openStore({ masterKey })).keyFor('a');
      expect(await (await openStore({ masterKey })).byId(key.id)).toEqual(key);
      await expect(stat(join(dataDir, 'keys', 'master.key'))).rejects.toThrow('ENOENT');
    });

    it('is refused when it is not the one the keys are under', async () => {
      await (await openStore()).keyFor('a');
      await expect(openStore({ masterKey: base64() })).rejects.toThrow(MasterKeyError);
    });

    it('is not made anew when it is lost and there are keys', async () => {
      await (await openStore()).keyFor('a');
      await unlink(join(dataDir, 'keys', 'master.key'));
      await expect(openStore()).rejects.toThrow(/no master\.key/);
    });

    it.each(['short', 'x'.repeat(44), Buffer.alloc(31).toString('base64')])(
      'is refused malformed',
      async (masterKey) => {
        await expect(openStore({ masterKey })).rejects.toThrow(MasterKeyError);
      },
    );
  });
});

/** Kind 0 is `key`; 60 bytes from 56 are nonce, wrapped secret and tag. Assumes aligned records. */
const wrappedSecrets = (file: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(file.length / RECORD_BYTES) }, (_, nth) =>
    file.subarray(nth * RECORD_BYTES, (nth + 1) * RECORD_BYTES),
  )
    .filter((record) => record[4] === 0 && record.subarray(56, 116).some((byte) => byte !== 0))
    .map((record) => Buffer.from(record.subarray(56, 116)));
