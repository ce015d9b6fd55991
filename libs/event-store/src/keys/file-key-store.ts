import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyStoreDamaged, MasterKeyError, SubjectDestroyed } from '../port/errors.js';
import type { Key, KeyStore, SubjectState } from '../port/key-store.js';
import { BoundedCache } from './bounded-cache.js';
import { KeyFile, type PlacedRecord } from './key-file.js';
import { NO_KEY, NO_SECRET } from './key-record.js';
import { KeyWrap } from './key-wrap.js';
import { masterKeyBeside, parseMasterKey } from './master-key.js';

export interface FileKeyStoreOptions {
  /** The service's data folder; the keys lie in `keys/` within. */
  readonly dataDir: string;
  /** 32 bytes in base64 (the setting `EHC_MASTER_KEY`); the file `keys/master.key`, made at first use, if left out. */
  readonly masterKey?: string | undefined;
  /** How many unwrapped keys are kept in memory; 10,000 if left out. */
  readonly cached?: number;
}

/** Where a key is in the file. */
interface KeyPlace {
  readonly offset: number;
  readonly keyId: string;
  /** Keyed hash of its subject, hexadecimal. */
  readonly mark: string;
}

/**
 * Keys in a file of their own, `<dataDir>/keys/keys.bin`, each wrapped under the master key. Several processes may use
 * it at once: where two make a key for one subject, the first in the file is the subject's and the other is never used.
 *
 * A key is looked up in the file, not only in memory, each time it is used, so that one destroyed by another process is
 * gone here too.
 */
export class FileKeyStore implements KeyStore {
  readonly #file: KeyFile;
  readonly #wrap: KeyWrap;
  /** By subject's mark: the key first in the file. */
  readonly #current = new Map<string, KeyPlace>();
  /** Keys that are not their subject's first: made by two processes at once, and never used. */
  readonly #spare: KeyPlace[] = [];
  readonly #byId = new Map<string, KeyPlace>();
  readonly #destroyed = new Set<string>();
  readonly #unwrapped: BoundedCache<string, Key>;
  #masterProved = false;
  /** Subjects waiting for a key, by mark. */
  #wanted = new Map<string, Buffer>();
  #making: Promise<void> = Promise.resolve();
  /** Begins when `#making` ends. */
  #next: Promise<void> | null = null;

  private constructor(file: KeyFile, wrap: KeyWrap, cached: number) {
    this.#file = file;
    this.#wrap = wrap;
    this.#unwrapped = new BoundedCache(cached);
  }

  /**
   * Opens the keys of a data folder; makes folder (0700), file and master key (0600) at first use.
   *
   * @throws MasterKeyError where the master key is missing, malformed or not the one the keys are under
   */
  static async open(options: FileKeyStoreOptions): Promise<FileKeyStore> {
    const folder = join(options.dataDir, 'keys');
    const path = join(folder, 'keys.bin');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    const { masterKey: given } = options;
    const masterKey = given ? parseMasterKey(given, 'EHC_MASTER_KEY') : await masterKeyBeside(folder, path);
    const file = await KeyFile.open(path);
    try {
      const store = new FileKeyStore(file, new KeyWrap(masterKey), options.cached ?? 10_000);
      await store.#start();
      return store;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async keyFor(subject: string): Promise<Key> {
    return (await this.keysFor([subject])).get(subject)!;
  }

  async keysFor(subjects: readonly string[]): Promise<Map<string, Key>> {
    const marks = new Map(subjects.map((subject) => [subject, this.#wrap.mark(subject)]));
    const missing = [...marks.values()].filter((mark) => !this.#current.has(mark.toString('hex')));
    if (missing.length > 0) await this.#make(missing);

    const keys = new Map<string, Key>();
    let last = 0;
    for (const [subject, mark] of marks) {
      const place = this.#current.get(mark.toString('hex'));
      const key = place && this.#read(place);
      if (!key || this.#destroyed.has(place.mark)) throw new SubjectDestroyed(subject);
      keys.set(subject, key);
      last = Math.max(last, place.offset);
    }
    await this.#file.makeDurable(last);
    return keys;
  }

  async byId(keyId: string): Promise<Key | null> {
    const id = keyId.toLowerCase();
    if (!this.#byId.has(id)) await this.#refresh();
    const place = this.#byId.get(id);
    return place === undefined || this.#destroyed.has(place.mark) ? null : this.#read(place);
  }

  async stateOf(subject: string): Promise<SubjectState> {
    const mark = this.#wrap.mark(subject).toString('hex');
    // Here too the file is asked, not the memory: another process may have destroyed the key since.
    const place = this.#current.get(mark);
    if (place && !this.#destroyed.has(mark) && this.#read(place)) return 'kept';
    await this.#refresh();
    if (this.#destroyed.has(mark)) return 'destroyed';
    return this.#current.has(mark) ? 'kept' : 'none';
  }

  async destroy(subject: string): Promise<void> {
    const mark = this.#wrap.mark(subject);
    // First the word that no key of this subject counts, which also voids one that another process is making now; then
    // the keys. After a crash between the two, whoever opens the file next finishes the work.
    if (!this.#destroyed.has(mark.toString('hex')))
      await this.#file.append([{ kind: 'destroyed', keyId: NO_KEY, mark, wrapped: NO_SECRET }]);
    await this.#refresh();
    await this.#file.flush();
    await this.#erase();
  }

  /** Ends what is under way and lets go of the file. */
  async close(): Promise<void> {
    await (this.#next ?? this.#making).catch(() => {});
    await this.#file.close();
  }

  async #start(): Promise<void> {
    await this.#refresh();
    if (!this.#masterProved) {
      if (this.#current.size + this.#destroyed.size > 0)
        throw new MasterKeyError('The key file does not say which master key it is under: it is damaged.');
      // Written by other software, or damaged all over: taking it for a new one would bury every key in it.
      if (this.#file.holdsUnreadable)
        throw new MasterKeyError('The key file holds nothing that can be read. Restore it from its backup.');
      const mark = this.#wrap.mark('master');
      await this.#file.append([{ kind: 'master', keyId: NO_KEY, mark, wrapped: NO_SECRET }]);
      await this.#refresh();
      await this.#file.flush();
    }
    if (this.#destroyed.size > 0)
      await this.#file.wipeTorn([...this.#destroyed].map((mark) => Buffer.from(mark, 'hex')));
    await this.#erase();
  }

  /** Makes the keys wanted. All that are asked for while one flush to disk is under way go into the next. */
  #make(marks: readonly Buffer[]): Promise<void> {
    for (const mark of marks) this.#wanted.set(mark.toString('hex'), mark);
    this.#next ??= this.#making
      .catch(() => {}) // those who waited for it were told
      .then(() => {
        this.#next = null;
        return (this.#making = this.#makeWanted());
      });
    return this.#next;
  }

  async #makeWanted(): Promise<void> {
    const wanted = this.#wanted;
    this.#wanted = new Map();
    await this.#refresh();
    const missing = [...wanted].filter(([hex]) => !this.#current.has(hex) && !this.#destroyed.has(hex));
    if (missing.length === 0) return;
    await this.#file.append(
      missing.map(([, mark]) => {
        const key = { id: randomUUID(), secret: randomBytes(32) };
        const keyId = bytesOf(key.id);
        this.#unwrapped.set(key.id, key);
        return { kind: 'key', keyId, mark, wrapped: this.#wrap.wrap(key.secret, keyId, mark) };
      }),
    );
    await this.#refresh();
    await this.#file.flush();
    await this.#erase();
  }

  /** Reads what was added to the file, by this process or another. */
  async #refresh(): Promise<void> {
    for (const placed of await this.#file.readNew()) this.#take(placed);
  }

  #take({ offset, record }: PlacedRecord): void {
    const mark = record.mark.toString('hex');
    switch (record.kind) {
      case 'master':
        if (!record.mark.equals(this.#wrap.mark('master')))
          throw new MasterKeyError('The keys are wrapped under another master key than the one given.');
        this.#masterProved = true;
        return;
      case 'destroyed':
        this.#destroyed.add(mark);
        this.#unwrapped.delete(this.#current.get(mark)?.keyId ?? '');
        return;
      case 'erased':
        return;
      case 'key': {
        const place = { offset, keyId: uuidOf(record.keyId), mark };
        this.#byId.set(place.keyId, place);
        if (this.#current.has(mark)) this.#spare.push(place);
        else this.#current.set(mark, place);
      }
    }
  }

  /** Overwrites every key of a destroyed subject that is still in the file. */
  async #erase(): Promise<void> {
    const places = [...this.#destroyed].flatMap((mark) => this.#current.get(mark) ?? []);
    places.push(...this.#spare.filter(({ mark }) => this.#destroyed.has(mark)));
    const left = places.filter(({ keyId }) => this.#byId.has(keyId));
    if (left.length === 0) return;
    await this.#file.overwrite(
      left.map(({ offset, keyId, mark }) => ({
        offset,
        record: { kind: 'erased', keyId: bytesOf(keyId), mark: Buffer.from(mark, 'hex'), wrapped: NO_SECRET },
      })),
    );
    for (const { keyId } of left) {
      this.#byId.delete(keyId);
      this.#unwrapped.delete(keyId);
    }
  }

  /** The key at a place; null where it has been erased since. @throws KeyStoreDamaged */
  #read(place: KeyPlace): Key | null {
    const record = this.#file.readAt(place.offset);
    if (record === null) throw new KeyStoreDamaged(place.keyId);
    if (record.kind !== 'key') {
      this.#unwrapped.delete(place.keyId);
      return null;
    }
    const known = this.#unwrapped.get(place.keyId);
    if (known) return known;
    const key = { id: place.keyId, secret: this.#wrap.unwrap(record.wrapped, record.keyId, record.mark) };
    this.#unwrapped.set(place.keyId, key);
    return key;
  }
}

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
