import { closeSync, constants, openSync, readSync } from 'node:fs';
import { open, type FileHandle, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { decodeRecord, encodeRecord, MAGIC, RECORD_BYTES, type KeyRecord } from './key-record.js';

/** A record and where in the file it begins. */
export interface PlacedRecord {
  readonly offset: number;
  readonly record: KeyRecord;
}

const CHUNK_BYTES = 1024 * 1024;

/**
 * A file of records to which several processes append at once: each append is one write of whole records (O_APPEND),
 * which the system does not interleave with another's. A crash may leave a torn record; whatever is no record is
 * skipped, wherever it stands, so that nobody has to repair the file while others append to it.
 */
export class KeyFile {
  readonly #appending: FileHandle;
  readonly #overwriting: FileHandle;
  readonly #reading: number;
  /** Everything before this has been read. */
  #readTo = 0;
  /** Everything before this is known to be on disk. */
  #durableTo = 0;
  readonly #torn: { readonly from: number; readonly to: number }[] = [];

  private constructor(
    readonly path: string,
    appending: FileHandle,
    overwriting: FileHandle,
    reading: number,
  ) {
    this.#appending = appending;
    this.#overwriting = overwriting;
    this.#reading = reading;
  }

  /** Opens the file; makes it (0600) if there is none. */
  static async open(path: string): Promise<KeyFile> {
    const appending = await open(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
    // A handle of its own, since Linux appends whatever is written through an O_APPEND one, wherever it is told to.
    const overwriting = await open(path, constants.O_WRONLY);
    await syncFolder(dirname(path));
    return new KeyFile(path, appending, overwriting, openSync(path, constants.O_RDONLY));
  }

  /**
   * Whether something in what has been read so far is no record. Not a look at the file's length: another process that
   * starts now may have added its first record since.
   */
  get holdsUnreadable(): boolean {
    return this.#torn.length > 0;
  }

  /** Whether another file has its name by now: the keys have been put under another master key. */
  async isReplaced(): Promise<boolean> {
    const [own, named] = await Promise.all([this.#appending.stat(), stat(this.path).catch(() => null)]);
    return named !== null && (named.ino !== own.ino || named.dev !== own.dev);
  }

  /** Records added since the last call, by anyone. */
  async readNew(): Promise<PlacedRecord[]> {
    const { size } = await this.#appending.stat();
    const found: PlacedRecord[] = [];
    while (this.#readTo + RECORD_BYTES <= size) {
      const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, size - this.#readTo));
      const length = readSync(this.#reading, chunk, 0, chunk.length, this.#readTo);
      if (length < RECORD_BYTES) break;
      this.#readTo += this.#parse(chunk.subarray(0, length), found);
    }
    return found;
  }

  /** One record as it is now; null where it is overwritten with something else. */
  readAt(offset: number): KeyRecord | null {
    const bytes = Buffer.allocUnsafe(RECORD_BYTES);
    // Synchronous: two microseconds from the page cache, against a hundred by way of the thread pool.
    return readSync(this.#reading, bytes, 0, RECORD_BYTES, offset) === RECORD_BYTES ? decodeRecord(bytes) : null;
  }

  /** Adds records in one write; `flush` takes them to disk. */
  async append(records: readonly KeyRecord[]): Promise<void> {
    const bytes = Buffer.concat(records.map(encodeRecord));
    const { bytesWritten } = await this.#appending.write(bytes);
    if (bytesWritten !== bytes.length) throw new Error('The key file takes no more: the disk may be full.');
  }

  /** Everything read so far is on disk when this resolves, whoever wrote it. */
  async flush(): Promise<void> {
    const readTo = this.#readTo;
    await this.#appending.datasync();
    this.#durableTo = Math.max(this.#durableTo, readTo);
  }

  /** Replaces records in place; it is so on disk when this resolves. */
  async overwrite(records: readonly PlacedRecord[]): Promise<void> {
    for (const { offset, record } of records) {
      await this.#overwriting.write(encodeRecord(record), 0, RECORD_BYTES, offset);
    }
    await this.#overwriting.datasync();
  }

  /** Makes sure that the record at `offset`, which another process may have just added, is on disk. */
  async makeDurable(offset: number): Promise<void> {
    if (offset >= this.#durableTo) await this.flush();
  }

  /**
   * Zeroes what is no record and holds one of these marks: a crash while a key was being overwritten may have left half
   * of it. Other damage is left as it is, since somebody may yet repair it.
   */
  async wipeTorn(marks: readonly Buffer[]): Promise<void> {
    for (const { from, to } of this.#torn) {
      const bytes = Buffer.alloc(to - from);
      readSync(this.#reading, bytes, 0, bytes.length, from);
      if (marks.some((mark) => bytes.includes(mark)))
        await this.#overwriting.write(Buffer.alloc(bytes.length), 0, bytes.length, from);
    }
    await this.#overwriting.datasync();
    this.#torn.length = 0;
  }

  async close(): Promise<void> {
    closeSync(this.#reading);
    await Promise.all([this.#appending.close(), this.#overwriting.close()]);
  }

  /** @returns how many bytes are done with */
  #parse(chunk: Buffer, found: PlacedRecord[]): number {
    let at = 0;
    while (at + RECORD_BYTES <= chunk.length) {
      const record = decodeRecord(chunk.subarray(at, at + RECORD_BYTES));
      if (record) {
        found.push({ offset: this.#readTo + at, record });
        at += RECORD_BYTES;
        continue;
      }
      const next = chunk.indexOf(MAGIC, at + 1);
      const end = next === -1 ? chunk.length - MAGIC.length + 1 : next;
      this.#torn.push({ from: this.#readTo + at, to: this.#readTo + end });
      at = end;
    }
    return at;
  }
}

/** A new file's name is on disk only when its folder is. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};
