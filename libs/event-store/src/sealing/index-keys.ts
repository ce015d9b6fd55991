import { SubjectDestroyed } from '../port/errors.js';
import type { Key, KeyStore } from '../port/key-store.js';
import { searchIndexSubject } from '../port/subject.js';

/**
 * The keys of the search index. Its tokens lie in read models, and so in write-ahead logs, in backups and in what the
 * database has deleted but not overwritten, where nobody can take back those of a child who is forgotten. So the index
 * gets another key then, its rows are made anew under it, and the old key is destroyed: no token of before can be tried.
 *
 * Keys are told apart by generation. While rows of two stand side by side, both keys are kept.
 */
export class IndexKeys {
  readonly #keys: KeyStore;
  /** The keys of all generations before this one are destroyed. */
  #oldest = 0;

  constructor(keys: KeyStore) {
    this.#keys = keys;
  }

  /** The keys that are kept, the newest last; the first one is made if there is none. */
  async kept(): Promise<[Key, ...Key[]]> {
    return (await this.#generations()).map(({ key }) => key) as [Key, ...Key[]];
  }

  /** The key under which rows are made. */
  async newest(): Promise<Key> {
    return (await this.kept()).at(-1)!;
  }

  /** Makes the key of the next generation, under which rows are made from now on. Those before are kept. */
  async renew(): Promise<void> {
    await this.#keys.keyFor(searchIndexSubject((await this.#generations()).at(-1)!.generation + 1));
  }

  /** Destroys all keys but the newest, once no row is under one of them. */
  async destroyOlder(): Promise<void> {
    for (const { generation } of (await this.#generations()).slice(0, -1))
      await this.#keys.destroy(searchIndexSubject(generation));
  }

  async #generations(): Promise<{ generation: number; key: Key }[]> {
    // Counted by each caller for itself: two who counted together would pass over a key that is kept.
    let oldest = this.#oldest;
    while ((await this.#stateOf(oldest)) === 'destroyed') oldest++;
    this.#oldest = Math.max(this.#oldest, oldest);
    try {
      const kept = [await this.#keyOf(oldest)];
      for (let generation = oldest + 1; ; generation++) {
        const state = await this.#stateOf(generation);
        if (state === 'none') return kept;
        if (state === 'kept') kept.push(await this.#keyOf(generation));
      }
    } catch (error) {
      if (!(error instanceof SubjectDestroyed)) throw error;
      return this.#generations(); // by another process, since it was looked at
    }
  }

  async #keyOf(generation: number): Promise<{ generation: number; key: Key }> {
    return { generation, key: await this.#keys.keyFor(searchIndexSubject(generation)) };
  }

  #stateOf(generation: number) {
    return this.#keys.stateOf(searchIndexSubject(generation));
  }
}
