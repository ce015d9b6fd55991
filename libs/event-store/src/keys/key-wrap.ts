import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { MasterKeyError } from '../port/errors.js';
import { BoundedCache } from './bounded-cache.js';
import { type KeyRecord, NO_KEY, NO_SECRET, WRAPPED_BYTES } from './key-record.js';

/** What the master's own record marks. */
const MASTER = 'master';

/** How many marks are kept. */
const REMEMBERED = 10_000;

/** What is done under the master key: wrapping secrets, and hashing subjects so that the key file names no child. */
export class KeyWrap {
  readonly #wrapping: Buffer;
  readonly #marking: Buffer;
  /** Of the subjects asked for last: each step asks for the key of its child again. */
  readonly #marks = new BoundedCache<string, Buffer>(REMEMBERED);

  private constructor(wrapping: Buffer, marking: Buffer) {
    this.#wrapping = wrapping;
    this.#marking = marking;
  }

  /** @param marking the key of the marks, where it is older than the master key; else it derives from that */
  static under(masterKey: Uint8Array, marking?: Buffer): KeyWrap {
    const derive = (label: string) => Buffer.from(hkdfSync('sha256', masterKey, '', `ehc/keys/v1/${label}`, 32));
    return new KeyWrap(derive('wrap'), marking ?? derive('mark'));
  }

  /**
   * With the marks of a file that begins with this record.
   *
   * @throws MasterKeyError where the file is under another master key
   */
  forFile({ mark, wrapped }: KeyRecord): KeyWrap {
    try {
      const marking = wrapped.equals(NO_SECRET) ? this.#marking : this.unwrap(wrapped, NO_KEY, mark);
      const wrap = new KeyWrap(this.#wrapping, marking);
      if (mark.equals(wrap.mark(MASTER))) return wrap;
    } catch (error) {
      if (!(error instanceof MasterKeyError)) throw error;
    }
    throw new MasterKeyError('The keys are wrapped under another master key than the one given.');
  }

  /** The same marks, wrapped under another master key. */
  rewrappingUnder(masterKey: Uint8Array): KeyWrap {
    return KeyWrap.under(masterKey, this.#marking);
  }

  /** The first record of a file under this master key. */
  masterRecord({ carriesMarking }: { readonly carriesMarking: boolean }): KeyRecord {
    const mark = this.mark(MASTER);
    const wrapped = carriesMarking ? this.wrap(this.#marking, NO_KEY, mark) : NO_SECRET;
    return { kind: 'master', keyId: NO_KEY, mark, wrapped };
  }

  /** Keyed hash of a subject (32 bytes). */
  mark(subject: string): Buffer {
    let mark = this.#marks.get(subject);
    if (!mark) this.#marks.set(subject, (mark = createHmac('sha256', this.#marking).update(subject).digest()));
    return mark;
  }

  /** @returns nonce, ciphertext and tag */
  wrap(secret: Uint8Array, keyId: Buffer, mark: Buffer): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#wrapping, nonce).setAAD(Buffer.concat([keyId, mark]));
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws MasterKeyError where the record was not wrapped under this master key, or is damaged */
  unwrap(wrapped: Buffer, keyId: Buffer, mark: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#wrapping, wrapped.subarray(0, 12));
    decipher.setAAD(Buffer.concat([keyId, mark])).setAuthTag(wrapped.subarray(WRAPPED_BYTES - 16));
    try {
      return Buffer.concat([decipher.update(wrapped.subarray(12, WRAPPED_BYTES - 16)), decipher.final()]);
    } catch {
      throw new MasterKeyError('A key does not unwrap under this master key: it is damaged, or the key is another.');
    }
  }
}
