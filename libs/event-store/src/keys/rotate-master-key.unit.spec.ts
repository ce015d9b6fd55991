import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRotationUnfinished, MasterKeyError, SubjectDestroyed } from '../port/errors.js';
import type { Key } from '../port/key-store.js';
import { FileKeyStore } from './file-key-store.js';
import { masterKeyBeside, masterKeyGiven, masterKeyInFile, newMasterKey } from './master-key.js';
import { rotateMasterKey, RotationRunning } from './rotate-master-key.js';

let dataDir: string;
const ends: (() => Promise<void> | void)[] = [];

const folderOf = (data = dataDir) => join(data, 'keys');
const beside = (data = dataDir) => masterKeyBeside(folderOf(data), join(folderOf(data), 'keys.bin'));
const rotate = (data = dataDir) => rotateMasterKey({ dataDir: data, from: beside(data) });
const bytesOf = (name: string, data = dataDir) => readFileSync(join(folderOf(data), name));

const open = async (data = dataDir, masterKey?: string): Promise<FileKeyStore> => {
  const store = await FileKeyStore.open({ dataDir: data, masterKey });
  ends.push(() => store.close());
  return store;
};

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ehc-rotation-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  return folder;
};

beforeEach(() => {
  dataDir = newFolder();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe('putting the keys under another master key', () => {
  it('keeps every key and what became of it, and leaves nothing that the old master key opens', async () => {
    const before = await open();
    const keys = await before.keysFor(['a', 'b', 'c', 'd']);
    await before.destroy('c');
    const [oldMaster, oldKeys] = [bytesOf('master.key'), bytesOf('keys.bin')];
    expect(await rotate()).toEqual({ keys: 3 });

    const after = await open();
    for (const subject of ['a', 'b', 'd']) expect(await after.keyFor(subject)).toEqual(keys.get(subject));
    await expect(after.keyFor('c')).rejects.toThrow(SubjectDestroyed);
    expect(await after.byId(keys.get('c')!.id)).toBeNull();
    expect(bytesOf('master.key')).not.toEqual(oldMaster);
    expect(readdirSync(folderOf()).sort()).toEqual(['keys.bin', 'master.key']);
    const wrapped = (file: Buffer, nth: number) => file.subarray(nth * 128 + 56, nth * 128 + 116);
    for (const nth of [1, 2, 4]) expect(bytesOf('keys.bin').includes(wrapped(oldKeys, nth))).toBe(false);
    await expect(open(dataDir, oldMaster.toString())).rejects.toThrow(MasterKeyError);
    for (const name of ['keys.bin', 'master.key']) expect(statSync(join(folderOf(), name)).mode & 0o777).toBe(0o600);
  });

  it('can be done again and again', async () => {
    const key = await (await open()).keyFor('a');
    for (let time = 0; time < 4; time++) await rotate();
    expect(await (await open()).keyFor('a')).toEqual(key);
  });

  it('moves the master key elsewhere, and takes away the one that lies beside', async () => {
    const key = await (await open()).keyFor('a');
    const elsewhere = join(newFolder(), 'secret');
    writeFileSync(elsewhere, newMasterKey());
    await rotateMasterKey({ dataDir, from: beside(), to: masterKeyInFile(elsewhere) });
    expect(readdirSync(folderOf())).toEqual(['keys.bin']);
    await expect(open()).rejects.toThrow(/no master\.key/);
    expect(await (await open(dataDir, readFileSync(elsewhere, 'utf8'))).byId(key.id)).toEqual(key);
  });

  it('is refused under a wrong master key, and with none', async () => {
    await (await open()).keyFor('a');
    await expect(rotateMasterKey({ dataDir, from: masterKeyGiven(newMasterKey()) })).rejects.toThrow(MasterKeyError);
    await expect(rotateMasterKey({ dataDir: newFolder(), from: beside() })).rejects.toThrow(/no keys in|ENOENT/);
  });

  it('is done by one at a time; the lock of one that has ended does not count', async () => {
    await (await open()).keyFor('a');
    writeFileSync(join(folderOf(), 'rotating.lock'), String(process.pid));
    await expect(rotate()).rejects.toThrow(RotationRunning);
    writeFileSync(join(folderOf(), 'rotating.lock'), '999999999');
    expect(await rotate()).toEqual({ keys: 1 });
  });
});

describe('who has the keys open meanwhile', () => {
  it('goes on with the new file: finds keys, makes keys, destroys keys', async () => {
    const store = await open();
    const [a, b] = [await store.keyFor('a'), await store.keyFor('b')];
    await rotate();
    expect(await store.byId(a.id)).toEqual(a);
    const made = await store.keyFor('made after');
    await store.destroy('b');
    const other = await open();
    expect(await other.byId(made.id)).toEqual(made);
    expect(await other.byId(b.id)).toBeNull();
    expect(await other.stateOf('b')).toBe('destroyed');
  });

  it('sees at once what another destroys in the new file', async () => {
    const store = await open();
    const a = await store.keyFor('a');
    await rotate();
    await (await open()).destroy('a');
    expect(await store.byId(a.id)).toBeNull();
    await expect(store.keyFor('a')).rejects.toThrow(SubjectDestroyed);
  });

  it.each(['before', 'after'] as const)(
    'goes on with the newest file, where it is put under yet another one while it is opened, %s its master key is read',
    async (moment) => {
      const meanwhile = { before: async () => {}, after: async () => {} };
      const source = {
        read: async () => {
          await meanwhile.before();
          const key = await beside().read();
          await meanwhile.after();
          return key;
        },
      };
      const store = await FileKeyStore.open({ dataDir, masterKey: source });
      ends.push(() => store.close());
      const a = await store.keyFor('a');
      await rotate();
      meanwhile[moment] = async () => {
        meanwhile[moment] = async () => {};
        await rotate();
      };
      expect(await store.keyFor('a')).toEqual(a);
      const made = await store.keyFor('b');
      expect(await (await open()).keyFor('b')).toEqual(made);
    },
  );

  it('loses no key that it makes, and takes back no key that it destroys, while it is done', async () => {
    const stores = [await open(), await open()];
    const made = new Map<string, Key>();
    let done = false;
    const busy = stores.map(async (store, nth) => {
      for (let number = 0; !done; number++) {
        const subject = `child:${nth}:${number}`;
        made.set(subject, await store.keyFor(subject));
        if (number % 5 === 0) {
          await store.destroy(subject);
          made.delete(subject);
        }
      }
    });
    const rotating = async () => {
      for (let time = 0; time < 6 || made.size < 20; time++) await rotate();
      done = true;
    };
    // Whoever fails ends it at once.
    await Promise.all([rotating(), ...busy]).finally(() => (done = true));
    const after = await open();
    for (const [subject, key] of made) expect(await after.keyFor(subject)).toEqual(key);
    expect(await after.stateOf('child:0:0')).toBe('destroyed');
  });
});

describe('cut off at any moment', () => {
  /** The folder as it was at each step, hard links kept, as after the power had gone. */
  const snapshots = async (work: () => Promise<unknown>): Promise<{ step: string; data: string }[]> => {
    const taken: { step: string; data: string }[] = [];
    const listener = (step: unknown) => {
      const data = newFolder();
      execFileSync('cp', ['-a', folderOf(), data]);
      rmSync(join(data, 'keys/rotating.lock'), { force: true });
      taken.push({ step: String(step), data });
    };
    subscribe('ehc.keys.rotated', listener);
    await work().finally(() => unsubscribe('ehc.keys.rotated', listener));
    return taken;
  };

  it('it was not begun, or is finished, or can be gone on with; no key is lost, and nothing old is left', async () => {
    const store = await open();
    const keys = await store.keysFor(Array.from({ length: 20 }, () => randomUUID()));
    const taken = await snapshots(() => rotate());
    expect(taken.map(({ step }) => step)).toEqual([
      'new master key',
      'marked as moved',
      'written',
      'in place',
      'master key in place',
      'old master key overwritten',
    ]);
    for (const { step, data } of taken) {
      const begun = step === 'marked as moved' || step === 'written';
      if (begun) await expect(open(data)).rejects.toThrow(KeyRotationUnfinished);
      else expect(await (await open(data)).keysFor([...keys.keys()])).toEqual(keys);
      expect(await rotate(data)).toEqual({ keys: 20 });
      const after = await open(data);
      expect(await after.keysFor([...keys.keys()])).toEqual(keys);
      await after.keyFor('another');
      expect(readdirSync(folderOf(data)).sort()).toEqual(['keys.bin', 'master.key']);
    }
  }, 60_000);
});
