import { createHmac } from 'node:crypto';
import type { Key, KeyStore } from '../port/key-store.js';
import { deriveKey } from './derive-key.js';
import { IndexKeys } from './index-keys.js';
import { termsOf, type Findable, type Term } from './index-terms.js';

/** 128 bits: no two terms of one authority meet by chance. */
const TOKEN_BYTES = 16;

/** Tokens of several children, and the key that they are under: who keeps them must know when it is gone. */
export interface TokensUnderKey {
  readonly keyId: string;
  /** In the order of the children. */
  readonly tokens: string[][];
}

/**
 * Tokens by which a read model finds a child without holding the name: keyed hashes under a key of the search index and
 * of the authority, so that nobody without it can try names, and two authorities' tokens tell nothing of each other.
 */
export class BlindIndex {
  readonly #keys: IndexKeys;
  /** By authority; lives as long as the key store keeps the key in memory. */
  readonly #derived = new WeakMap<Key, Map<string, Buffer>>();

  constructor(keys: KeyStore) {
    this.#keys = new IndexKeys(keys);
  }

  /** Tokens to keep with children of one authority in a read model, 32 hexadecimal digits each, without repeats. */
  async tokensFor(authority: string, all: readonly Findable[]): Promise<TokensUnderKey> {
    const newest = await this.#keys.newest();
    const key = this.#derive(newest, authority);
    return { keyId: newest.id, tokens: all.map((findable) => termsOf(findable).map((term) => hash(key, term))) };
  }

  /**
   * The tokens of terms, by any of which a search finds: under each key that rows may be under, which are two while the
   * index gets another one.
   */
  async tokensOf(authority: string, terms: readonly Term[]): Promise<string[]> {
    const keys = (await this.#keys.kept()).map((key) => this.#derive(key, authority));
    return keys.flatMap((key) => terms.map((term) => hash(key, term)));
  }

  #derive(key: Key, authority: string): Buffer {
    let ofKey = this.#derived.get(key);
    if (!ofKey) this.#derived.set(key, (ofKey = new Map()));
    let derived = ofKey.get(authority);
    if (!derived) ofKey.set(authority, (derived = deriveKey(key, `search-index/v1/${authority}`)));
    return derived;
  }
}

const hash = (key: Buffer, term: Term): string =>
  createHmac('sha256', key).update(term).digest().subarray(0, TOKEN_BYTES).toString('hex');
