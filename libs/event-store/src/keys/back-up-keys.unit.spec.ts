import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childSubject, searchIndexSubject } from '../port/subject.js';
import { backUpKeys, KeyBackupRefused, restoreKeys } from './back-up-keys.js';
import { FileKeyStore } from './file-key-store.js';
import { type ForgottenChild, ForgottenList } from './forgotten-list.js';
import { newMasterKey } from './master-key.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

let root: string;
let dataDir: string;
let backup: string;

const forgotten = (child: string): ForgottenChild => ({
  authority: '301',
  child,
  eventId: `event of ${child}`,
  commandId: `command of ${child}`,
  forgottenOn: '2026-11-22',
  actor: 'A Tester',
  role: 'tester',
  agency: null,
  verified: false,
  payload: { reason: 'court_order' },
});

const inStore = async <T>(work: (store: FileKeyStore) => Promise<T>, data = dataDir): Promise<T> => {
  const store = await FileKeyStore.open({ dataDir: data });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

const restore = (options: Partial<Parameters<typeof restoreKeys>[1]> = {}) =>
  restoreKeys(backup, { dataDir, masterKey: undefined, replace: true, now: inDays(1), ...options });

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'ehc-key-backup-'));
  dataDir = join(root, 'data');
  backup = join(root, 'backup');
  await inStore((store) => store.keysFor([childSubject('301', 'a'), childSubject('301', 'b'), searchIndexSubject(0)]));
  await backUpKeys(dataDir, backup, 30, NOW);
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a backup of the keys', () => {
  it('says until when it may be restored, is for its maker alone, and is without the master key', () => {
    expect(JSON.parse(readFileSync(join(backup, 'backup.json'), 'utf8'))).toEqual({
      madeAt: NOW.toISOString(),
      expiresAt: inDays(30).toISOString(),
    });
    expect(statSync(backup).mode & 0o777).toBe(0o700);
    for (const name of ['keys.bin', 'forgotten.jsonl', 'backup.json'])
      expect(statSync(join(backup, name)).mode & 0o777).toBe(0o600);
    expect(existsSync(join(backup, 'master.key'))).toBe(false);
  });

  it('is not made into a folder that is there', async () => {
    await expect(backUpKeys(dataDir, backup, 30, NOW)).rejects.toThrow(KeyBackupRefused);
  });

  it('gives the keys back, in another folder too', async () => {
    const key = await inStore((store) => store.keyFor(childSubject('301', 'a')));
    const elsewhere = join(root, 'elsewhere');
    mkdirSync(join(elsewhere, 'keys'), { recursive: true });
    copyFileSync(join(dataDir, 'keys/master.key'), join(elsewhere, 'keys/master.key'));
    await restore({ dataDir: elsewhere, replace: false });
    expect(await inStore((store) => store.byId(key.id), elsewhere)).toEqual(key);
  });

  it('gives back none of a child who was forgotten since, nor a key of the search index', async () => {
    const key = await inStore((store) => store.keyFor(childSubject('301', 'a')));
    const indexKey = await inStore((store) => store.keyFor(searchIndexSubject(0)));
    await (await ForgottenList.in(dataDir)).add([forgotten('a')]);
    expect(await restore()).toBe(1);
    await inStore(async (store) => {
      expect(await store.byId(key.id)).toBeNull();
      expect(await store.stateOf(childSubject('301', 'a'))).toBe('destroyed');
      expect(await store.stateOf(childSubject('301', 'b'))).toBe('kept');
      expect(await store.byId(indexKey.id)).toBeNull();
    });
    const list = await ForgottenList.in(dataDir);
    expect([...(await list.read()).keys()]).toEqual(['event of a']);
  });

  it('takes a list of the forgotten that was kept apart', async () => {
    const apart = join(root, 'apart');
    const list = await ForgottenList.in(apart);
    await list.add([forgotten('b')]);
    await restore({ alsoForgotten: list.path });
    expect(await inStore((store) => store.stateOf(childSubject('301', 'b')))).toBe('destroyed');
  });

  it('is refused once it is too old, or without its word, or in the place of keys unasked', async () => {
    await expect(restore({ now: inDays(30) })).rejects.toThrow(/until/);
    await expect(restore({ replace: false })).rejects.toThrow(/--replace/);
    writeFileSync(join(backup, 'backup.json'), '{}');
    await expect(restore()).rejects.toThrow(KeyBackupRefused);
  });

  it('is refused under another master key, and changes nothing then', async () => {
    const before = readFileSync(join(dataDir, 'keys/keys.bin'));
    writeFileSync(join(dataDir, 'keys/master.key'), newMasterKey());
    await expect(restore()).rejects.toThrow(/another master key/);
    expect(readFileSync(join(dataDir, 'keys/keys.bin'))).toEqual(before);
  });
});

describe('the list of the forgotten', () => {
  it('passes over a line that a crash tore, and goes on behind it', async () => {
    const list = await ForgottenList.in(dataDir);
    await list.add([forgotten('a')]);
    writeFileSync(list.path, readFileSync(list.path, 'utf8').slice(0, -20));
    await list.add([forgotten('b')]);
    expect([...(await list.read()).keys()]).toEqual(['event of b']);
  });

  it('knows after whom the search index has not had another key yet', async () => {
    const list = await ForgottenList.in(dataDir);
    await list.add([forgotten('a'), forgotten('b')]);
    await list.indexRenewedAfter([forgotten('a')]);
    expect((await list.withOldIndex()).map(({ child }) => child)).toEqual(['b']);
  });
});
