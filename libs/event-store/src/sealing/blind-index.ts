import { createHmac } from 'node:crypto';
import type { Key, KeyStore } from '../port/key-store.js';
import { authoritySubject } from '../port/subject.js';
import { deriveKey } from './derive-key.js';
import { termsOf, type Findable, type Term } from './index-terms.js';

/** 128 bits: no two terms of one authority meet by chance. */
const TOKEN_BYTES = 16;

/**
 * Tokens by which a read model finds a child without holding the name: keyed hashes under a key of the authority, so
 * that nobody without it can try names, and two authorities' tokens tell nothing of each other.
 */
export class BlindIndex {
  readonly #keys: KeyStore;
  readonly #derived = new WeakMap<Key, Buffer>();

  constructor(keys: KeyStore) {
    this.#keys = keys;
  }

  /** Tokens to keep with a child in a read model, 32 hexadecimal digits each, without repeats. */
  tokensFor(authority: string, findable: Findable): Promise<string[]> {
    return this.tokensOf(authority, termsOf(findable));
  }

  /** As `tokensFor`, for many children of one authority; in their order. */
  async tokensForMany(authority: string, all: readonly Findable[]): Promise<string[][]> {
    const key = await this.#key(authority);
    return all.map((findable) => termsOf(findable).map((term) => hash(key, term)));
  }

  /** The token of each term, in their order: what a search looks for (`wholeNameTerm`, `nameStartTerm` …). */
  async tokensOf(authority: string, terms: readonly Term[]): Promise<string[]> {
    const key = await this.#key(authority);
    return terms.map((term) => hash(key, term));
  }

  async #key(authority: string): Promise<Buffer> {
    const key = await this.#keys.keyFor(authoritySubject(authority));
    let derived = this.#derived.get(key);
    if (!derived) {
      derived = deriveKey(key, 'blind-index/v1');
      this.#derived.set(key, derived);
    }
    return derived;
  }
}

const hash = (key: Buffer, term: Term): string =>
  createHmac('sha256', key).update(term).digest().subarray(0, TOKEN_BYTES).toString('hex');
