import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { MasterKeyError } from '../port/errors.js';
import { WRAPPED_BYTES } from './key-record.js';

/** What is done under the master key: wrapping secrets, and hashing subjects so that the key file names no child. */
export class KeyWrap {
  readonly #wrapping: Buffer;
  readonly #marking: Buffer;

  constructor(masterKey: Uint8Array) {
    const derive = (label: string) => Buffer.from(hkdfSync('sha256', masterKey, '', `ehc/keys/v1/${label}`, 32));
    this.#wrapping = derive('wrap');
    this.#marking = derive('mark');
  }

  /** Keyed hash of a subject (32 bytes). */
  mark(subject: string): Buffer {
    return createHmac('sha256', this.#marking).update(subject).digest();
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
