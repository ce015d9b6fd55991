import { randomBytes, randomUUID } from 'node:crypto';
import { SubjectDestroyed } from '../port/errors.js';
import type { Key, KeyStore, SubjectState } from '../port/key-store.js';

/** Keys in memory, for tests: forgotten with the process. */
export class InMemoryKeyStore implements KeyStore {
  readonly #bySubject = new Map<string, Key>();
  readonly #byId = new Map<string, Key>();
  readonly #destroyed = new Set<string>();

  async keyFor(subject: string): Promise<Key> {
    if (this.#destroyed.has(subject)) throw new SubjectDestroyed(subject);
    const known = this.#bySubject.get(subject);
    if (known) return known;
    const key: Key = { id: randomUUID(), secret: randomBytes(32) };
    this.#bySubject.set(subject, key);
    this.#byId.set(key.id, key);
    return key;
  }

  async keysFor(subjects: readonly string[]): Promise<Map<string, Key>> {
    const keys = new Map<string, Key>();
    for (const subject of subjects) keys.set(subject, await this.keyFor(subject));
    return keys;
  }

  async byId(keyId: string): Promise<Key | null> {
    return this.#byId.get(keyId) ?? null;
  }

  async stateOf(subject: string): Promise<SubjectState> {
    if (this.#destroyed.has(subject)) return 'destroyed';
    return this.#bySubject.has(subject) ? 'kept' : 'none';
  }

  async destroy(subject: string): Promise<void> {
    this.#destroyed.add(subject);
    const key = this.#bySubject.get(subject);
    if (!key) return;
    this.#bySubject.delete(subject);
    this.#byId.delete(key.id);
  }
}
