import { crc32 } from 'node:zlib';

/** Length of every record, in bytes. */
export const RECORD_BYTES = 128;

/** With what every record begins; the last byte is the version of this layout. */
export const MAGIC = Buffer.from([0x45, 0x48, 0x4b, 0x01]); // "EHK", 1

/**
 * What a record says:
 * - `key`: a key of the subject, wrapped
 * - `erased`: was a key; its wrapped secret has been overwritten
 * - `destroyed`: the subject's keys are destroyed; a key of the subject anywhere in the file is void
 * - `master`: proves which master key the file is under. After a rotation it carries the key of the marks, wrapped: that
 *   one stays when the master key changes
 * - `moved`: the keys are being put under another master key, in another file; what stands behind it in this one is void
 */
export type RecordKind = 'key' | 'erased' | 'destroyed' | 'master' | 'moved';
const KINDS: readonly RecordKind[] = ['key', 'erased', 'destroyed', 'master', 'moved'];

export interface KeyRecord {
  readonly kind: RecordKind;
  /** 16 bytes: the UUID of the key; zeros where the record is not about one. */
  readonly keyId: Buffer;
  /** 32 bytes: keyed hash of the subject, so that the file names no child. */
  readonly mark: Buffer;
  /** 60 bytes: nonce, wrapped secret and tag; zeros where nothing is wrapped. */
  readonly wrapped: Buffer;
}

export const WRAPPED_BYTES = 60;
export const NO_KEY = Buffer.alloc(16);
/** The mark of what is about no subject. */
export const NO_MARK = Buffer.alloc(32);
export const NO_SECRET = Buffer.alloc(WRAPPED_BYTES);

// magic 4 · kind 1 · nothing 3 · key id 16 · mark 32 · wrapped 60 · nothing 8 · checksum 4
const CHECKED_BYTES = RECORD_BYTES - 4;

export const encodeRecord = ({ kind, keyId, mark, wrapped }: KeyRecord): Buffer => {
  const record = Buffer.alloc(RECORD_BYTES);
  MAGIC.copy(record, 0);
  record[4] = KINDS.indexOf(kind);
  keyId.copy(record, 8);
  mark.copy(record, 24);
  wrapped.copy(record, 56);
  record.writeUInt32BE(crc32(record.subarray(0, CHECKED_BYTES)), CHECKED_BYTES);
  return record;
};

/** Null for bytes that are no whole record: torn by a crash, or not yet written to the end. */
export const decodeRecord = (bytes: Buffer): KeyRecord | null => {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  // Against tearing only: a forged key does not unwrap.
  if (bytes.readUInt32BE(CHECKED_BYTES) !== crc32(bytes.subarray(0, CHECKED_BYTES))) return null;
  const kind = KINDS[bytes[4]!];
  if (kind === undefined) return null;
  // Copies: the caller reuses its buffer, and a view would keep all of it in memory.
  const part = (from: number, to: number): Buffer => Buffer.from(bytes.subarray(from, to));
  return { kind, keyId: part(8, 24), mark: part(24, 56), wrapped: part(56, 116) };
};
