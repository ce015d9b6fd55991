/**
 * The keys under which personal details are sealed, kept outside the database of events, its write-ahead log and its
 * backups. A subject is `child:<authority>:<child id>` (each authority has its own key of a child that moves) or
 * `event:<id>` (of an event about none), `authority:<code>` or `search-index:<generation>`. Implementations wrap every key under a master key.
 */
export interface KeyStore {
  /** The subject's key, made and durable on disk before this resolves if there was none. Refused once destroyed. */
  keyFor(subject: string): Promise<Key>;
  /** As `keyFor`, for many subjects with one flush to disk. */
  keysFor(subjects: readonly string[]): Promise<Map<string, Key>>;
  /** The key with this id; null where it is not known or destroyed. */
  byId(keyId: string): Promise<Key | null>;
  /** What has become of a subject, as far as any process has written; makes no key. */
  stateOf(subject: string): Promise<SubjectState>;
  /** Destroys every key of the subject: no wrapped copy is left in the store. */
  destroy(subject: string): Promise<void>;
}

/** No key was ever made; there is one; or it was destroyed, and none is made again. */
export type SubjectState = 'none' | 'kept' | 'destroyed';

export interface Key {
  readonly id: string;
  /** 32 bytes. Derive what is used from it (`hkdf`); never store it. */
  readonly secret: Uint8Array;
}

/** DI token of the key store. */
export const KEY_STORE = Symbol('KeyStore');
