import { createCipheriv, createDecipheriv, createSecretKey, hash, randomBytes } from 'node:crypto';

const TAG_BYTES = 16;
/** Of the hash's 32: enough that two keys of a return never meet by chance. */
export const DIGEST_BYTES = 16;

/**
 * Seals the rows of one import with a key that lives in this process alone. A temporary table is a file on the
 * database's disk: with this, nothing in it says anything of anyone once the process is gone.
 */
export class RowSeal {
  private readonly key = createSecretKey(randomBytes(32));
  private readonly digestKey = randomBytes(32).toString('hex');

  /** AES-256-GCM. The row's id is the nonce: it is used once, since the key is used for one import. */
  seal(id: number, cells: readonly string[]): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce(id));
    const text = cipher.update(JSON.stringify(cells), 'utf8');
    cipher.final();
    return Buffer.concat([text, cipher.getAuthTag()]);
  }

  open(id: number, sealed: Buffer): string[] {
    const decipher = createDecipheriv('aes-256-gcm', this.key, nonce(id), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const text = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
    decipher.final();
    return JSON.parse(text.toString('utf8')) as string[];
  }

  /**
   * Equal for equal texts of one kind, and telling nothing else. A hash behind a secret prefix: cut to half its length
   * it cannot be extended, and it takes less than half the time of an HMAC, of which a large return needs millions.
   */
  digest(kind: string, text: string): Buffer {
    return hash('sha256', `${this.digestKey}${kind}\0${text}`, 'buffer').subarray(0, DIGEST_BYTES);
  }
}

function nonce(id: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(id, 8);
  return bytes;
}
