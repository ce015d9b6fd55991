import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KeyRotationUnfinished, KeyStoreDamaged, MasterKeyError, SubjectDestroyed } from '../port/errors.js';
import type { Key, KeyStore, SubjectState } from '../port/key-store.js';
import { BoundedCache } from './bounded-cache.js';
import { KeyFile, type PlacedRecord } from './key-file.js';
import { NO_KEY, NO_SECRET } from './key-record.js';
import { KeyWrap } from './key-wrap.js';
import { masterKeyBeside, masterKeyGiven, type MasterKeySource } from './master-key.js';
import { finishRotation, isRotating } from './rotate-master-key.js';

export interface FileKeyStoreOptions {
  /** The service's data folder; the keys lie in `keys/` within. */
  readonly dataDir: string;
  /**
   * 32 bytes in base64 (the setting `EHC_MASTER_KEY`), or where it is kept; the file `keys/master.key`, made at first
   * use, if left out.
   */
  readonly masterKey?: string | MasterKeySource | undefined;
  /** How many unwrapped keys are kept in memory; 10,000 if left out. */
  readonly cached?: number;
}

/** How long is waited for keys that are being put under another master key, in milliseconds. */
const ROTATION_PATIENCE = 5_000;

const NO_MASTER = 'The key file does not say which master key it is under: it is damaged.';

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
 * gone here too. Where the keys are put under another master key meanwhile, in another file, this goes on with that one:
 * the old file is overwritten, and so no key is found in it any more.
 */
export class FileKeyStore implements KeyStore {
  readonly #source: MasterKeySource;
  #file: KeyFile;
  #wrap: KeyWrap;
  /** By subject's mark: the key first in the file. */
  readonly #current = new Map<string, KeyPlace>();
  /** Keys that are not their subject's first: made by two processes at once, and never used. */
  readonly #spare: KeyPlace[] = [];
  readonly #byId = new Map<string, KeyPlace>();
  readonly #destroyed = new Set<string>();
  readonly #unwrapped: BoundedCache<string, Key>;
  #masterProved = false;
  /** Whether the keys are on their way to another file: what is added to this one does not count. */
  #moved = false;
  #reopening: Promise<void> | null = null;
  readonly #replaced: KeyFile[] = [];
  /** Subjects waiting for a key, by mark. */
  #wanted = new Map<string, Buffer>();
  #making: Promise<void> = Promise.resolve();
  /** Begins when `#making` ends. */
  #next: Promise<void> | null = null;

  private constructor(file: KeyFile, source: MasterKeySource, masterKey: Buffer, cached: number) {
    this.#file = file;
    this.#source = source;
    this.#wrap = KeyWrap.under(masterKey);
    this.#unwrapped = new BoundedCache(cached);
  }

  /**
   * Opens the keys of a data folder; makes folder (0700), file and master key (0600) at first use.
   *
   * @throws MasterKeyError where the master key is missing, malformed or not the one the keys are under
   * @throws KeyRotationUnfinished
   */
  static async open(options: FileKeyStoreOptions): Promise<FileKeyStore> {
    const folder = join(options.dataDir, 'keys');
    const path = join(folder, 'keys.bin');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    await finishRotation(folder);
    const { masterKey: given } = options;
    const source =
      typeof given === 'string' && given !== '' ? masterKeyGiven(given) : given || masterKeyBeside(folder, path);
    const masterKey = await source.read();
    const store = new FileKeyStore(await KeyFile.open(path), source, masterKey, options.cached ?? 10_000);
    try {
      await store.#start();
      return store;
    } catch (error) {
      await store.#file.close();
      throw error;
    }
  }

  async keyFor(subject: string): Promise<Key> {
    return (await this.keysFor([subject])).get(subject)!;
  }

  keysFor(subjects: readonly string[]): Promise<Map<string, Key>> {
    return this.#inCurrentFile(async () => {
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
    });
  }

  byId(keyId: string): Promise<Key | null> {
    return this.#inCurrentFile(async () => {
      const id = keyId.toLowerCase();
      if (!this.#byId.has(id)) await this.#refresh();
      const place = this.#byId.get(id);
      return place === undefined || this.#destroyed.has(place.mark) ? null : this.#read(place);
    });
  }

  stateOf(subject: string): Promise<SubjectState> {
    return this.#inCurrentFile(async () => {
      const mark = this.#wrap.mark(subject).toString('hex');
      // Here too the file is asked, not the memory: another process may have destroyed the key since.
      const place = this.#current.get(mark);
      if (place && !this.#destroyed.has(mark) && this.#read(place)) return 'kept';
      await this.#refresh();
      if (this.#destroyed.has(mark)) return 'destroyed';
      return this.#current.has(mark) ? 'kept' : 'none';
    });
  }

  async destroy(subject: string): Promise<void> {
    const mark = this.#wrap.mark(subject);
    // First the word that no key of this subject counts, which also voids one that another process is making now; then
    // the keys. After a crash between the two, whoever opens the file next finishes the work.
    await this.#refresh();
    while (!this.#destroyed.has(mark.toString('hex'))) {
      await this.#file.append([{ kind: 'destroyed', keyId: NO_KEY, mark, wrapped: NO_SECRET }]);
      await this.#refresh();
      await this.#untilMoved();
    }
    await this.#file.flush();
    await this.#erase();
  }

  /** Ends what is under way and lets go of the file. */
  async close(): Promise<void> {
    await (this.#next ?? this.#making).catch(() => {});
    for (const file of [...this.#replaced, this.#file]) await file.close();
  }

  async #start(): Promise<void> {
    await this.#refresh();
    if (!this.#masterProved) {
      if (this.#current.size + this.#destroyed.size > 0) throw new MasterKeyError(NO_MASTER);
      // Written by other software, or damaged all over: taking it for a new one would bury every key in it.
      if (this.#file.holdsUnreadable)
        throw new MasterKeyError('The key file holds nothing that can be read. Restore it from its backup.');
      await this.#file.append([this.#wrap.masterRecord({ carriesMarking: false })]);
      await this.#refresh();
      await this.#file.flush();
    }
    await this.#untilMoved();
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
    for (;;) {
      await this.#refresh();
      await this.#untilMoved();
      const missing = [...wanted].filter(([hex]) => !this.#current.has(hex) && !this.#destroyed.has(hex));
      if (missing.length === 0) break;
      await this.#file.append(
        missing.map(([, mark]) => {
          const key = { id: randomUUID(), secret: randomBytes(32) };
          const keyId = bytesOf(key.id);
          this.#unwrapped.set(key.id, key);
          return { kind: 'key', keyId, mark, wrapped: this.#wrap.wrap(key.secret, keyId, mark) };
        }),
      );
    }
    await this.#file.flush();
    await this.#erase();
  }

  /** Reads what was added to the file, by this process or another; goes on with another file that has taken its place. */
  async #refresh(): Promise<void> {
    const file = this.#file;
    if (await file.isReplaced()) return this.#reopen();
    const records = await file.readNew();
    if (file === this.#file) for (const placed of records) this.#take(placed);
  }

  /** Waits for the file that takes the place of this one, where the keys are on their way to it. @throws KeyRotationUnfinished */
  async #untilMoved(): Promise<void> {
    for (const until = Date.now() + ROTATION_PATIENCE; this.#moved; await sleep(10)) {
      const mayMove = isRotating(dirname(this.#file.path)) && Date.now() < until;
      await this.#refresh();
      if (this.#moved && !mayMove) throw new KeyRotationUnfinished();
    }
  }

  /** Where a key cannot be read because its file was replaced and overwritten, it is read from the other one. */
  async #inCurrentFile<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof KeyStoreDamaged) || !(await this.#file.isReplaced())) throw error;
      await this.#reopen();
      return this.#inCurrentFile(work);
    }
  }

  #reopen(): Promise<void> {
    return (this.#reopening ??= this.#openReplaced().finally(() => (this.#reopening = null)));
  }

  async #openReplaced(): Promise<void> {
    const { file, records, wrap } = await this.#openNewest();
    // From here on at once. Somebody may be reading the old file still: it is let go of at the end.
    this.#replaced.push(this.#file);
    this.#file = file;
    this.#wrap = wrap;
    this.#masterProved = true;
    this.#moved = false;
    for (const known of [this.#current, this.#byId, this.#destroyed]) known.clear();
    this.#spare.length = 0;
    for (const placed of records) this.#take(placed);
  }

  /** The file that has the name now. One that is replaced again while it is opened is left for the next. */
  async #openNewest(): Promise<{ file: KeyFile; records: readonly PlacedRecord[]; wrap: KeyWrap }> {
    for (;;) {
      const file = await KeyFile.open(this.#file.path);
      try {
        const records = await file.readNew();
        const wrap = await this.#wrapFor(file, records);
        if (wrap) return { file, records, wrap };
      } catch (error) {
        await file.close();
        throw error;
      }
      await file.close();
    }
  }

  /**
   * The master key takes its new place a moment after the keys: until then the old one is read. Null where the file was
   * replaced meanwhile: its master key is gone, and its records may be overwritten. @throws MasterKeyError
   */
  async #wrapFor(file: KeyFile, records: readonly PlacedRecord[]): Promise<KeyWrap | null> {
    const master = records.find(({ record }) => record.kind === 'master')?.record;
    for (const until = Date.now() + ROTATION_PATIENCE; ; await sleep(10)) {
      const mayChange = isRotating(dirname(file.path)) && Date.now() < until;
      try {
        if (!master) throw new MasterKeyError(NO_MASTER);
        return KeyWrap.under(await this.#source.read()).forFile(master);
      } catch (error) {
        if (await file.isReplaced()) return null;
        if (!(error instanceof MasterKeyError) || !mayChange) throw error;
      }
    }
  }

  #take({ offset, record }: PlacedRecord): void {
    if (this.#moved) return;
    const mark = record.mark.toString('hex');
    switch (record.kind) {
      case 'master':
        // Of two processes that began a file at once, the first says it.
        if (!this.#masterProved) this.#wrap = this.#wrap.forFile(record);
        this.#masterProved = true;
        return;
      case 'moved':
        this.#moved = true;
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
