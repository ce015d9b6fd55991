import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { NewEvent } from '../port/envelope.js';
import { KeyDestroyed, SealBroken } from '../port/errors.js';
import type { Key, KeyStore } from '../port/key-store.js';
import { childSubject, eventSubject } from '../port/subject.js';
import { canonicalJson } from './canonical-json.js';
import { deriveKey } from './derive-key.js';
import { NONCE_BYTES, Nonces } from './nonces.js';

export interface ToSeal {
  readonly authority: string;
  /** Whose key seals it; null for what is about no child, which a key of the event seals. */
  readonly child: string | null;
  /** Id of the event that will carry it: the sealed bytes open in no other. */
  readonly eventId: string;
  /** Names, day of birth, identifiers, contacts, free text. */
  readonly plain: object;
}

/** The part of a new event that carries what is sealed. */
export interface Sealed {
  readonly keyId: string;
  readonly sealed: Buffer;
  readonly sealedDigest: Buffer;
}

/** What an event carries sealed. */
export type SealedEvent = Pick<NewEvent, 'id' | 'keyId' | 'sealed'>;

type SealUse = 'seal/v1/encrypt' | 'seal/v1/digest';

const VERSION = 1;
const TAG_BYTES = 16;

/** Seals personal details for the log, and opens them again for a reader who may read them. */
export class Sealer {
  readonly #keys: KeyStore;
  readonly #nonces = new Nonces();
  /** Lives as long as the key store keeps the key in memory. */
  readonly #derived = new WeakMap<Key, Partial<Record<SealUse, Buffer>>>();

  constructor(keys: KeyStore) {
    this.#keys = keys;
  }

  /** @throws SubjectDestroyed where the child has been forgotten */
  async seal(toSeal: ToSeal): Promise<Sealed> {
    return (await this.sealMany([toSeal]))[0]!;
  }

  /** As `seal`, for many with one flush of new keys to disk; answers in their order. */
  async sealMany(all: readonly ToSeal[]): Promise<Sealed[]> {
    const keys = await this.#keys.keysFor([...new Set(all.map(subjectOf))]);
    return all.map((toSeal) => this.#seal(keys.get(subjectOf(toSeal))!, toSeal));
  }

  /**
   * What is sealed in an event; an empty object where nothing is.
   *
   * @throws KeyDestroyed where the child has been forgotten
   * @throws SealBroken where the bytes are damaged or come from another event
   */
  async open(event: SealedEvent): Promise<object> {
    const opened = (await this.openMany([event]))[0]!;
    if (opened instanceof KeyDestroyed) throw opened;
    return opened;
  }

  /** As `open`, for many; in place of what can be read no more stands the `KeyDestroyed`. @throws SealBroken */
  async openMany(events: readonly SealedEvent[]): Promise<(object | KeyDestroyed)[]> {
    const ids = new Set(events.flatMap(({ keyId }) => keyId ?? []));
    const keys = new Map<string, Key>();
    for (const id of ids) {
      const key = await this.#keys.byId(id);
      if (key) keys.set(id, key);
    }
    return events.map((event) => {
      if (event.sealed === null || event.keyId === null) return {};
      const key = keys.get(event.keyId);
      return key ? this.#open(key, event.id, event.sealed) : new KeyDestroyed(event.keyId);
    });
  }

  /** Whether the child has been forgotten in an authority: nothing of them is sealed or opened there any more. */
  async hasForgotten(authority: string, child: string): Promise<boolean> {
    return (await this.#keys.stateOf(childSubject(authority, child))) === 'destroyed';
  }

  #seal(key: Key, { eventId, plain }: ToSeal): Sealed {
    const encrypt = this.#derive(key, 'seal/v1/encrypt');
    const digest = this.#derive(key, 'seal/v1/digest');
    const boundTo = eventId.toLowerCase();
    const text = canonicalJson(plain);
    const nonce = this.#nonces.next();
    const cipher = createCipheriv('aes-256-gcm', encrypt, nonce).setAAD(Buffer.from(boundTo));
    return {
      keyId: key.id,
      sealed: Buffer.concat([
        Buffer.of(VERSION),
        nonce,
        cipher.update(text, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]),
      // The event's id is hashed too: else equal digests would show which of a child's events say the same.
      sealedDigest: createHmac('sha256', digest).update(boundTo).update('\n').update(text).digest(),
    };
  }

  #open(key: Key, eventId: string, sealed: Uint8Array): object {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const end = bytes.length - TAG_BYTES;
    if (bytes[0] !== VERSION || end < 1 + NONCE_BYTES) throw new SealBroken(eventId);
    const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#derive(key, 'seal/v1/encrypt'), nonce);
    decipher.setAAD(Buffer.from(eventId.toLowerCase())).setAuthTag(bytes.subarray(end));
    try {
      const text = Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_BYTES, end)), decipher.final()]);
      return JSON.parse(text.toString('utf8')) as object;
    } catch {
      throw new SealBroken(eventId); // without the cause, which might quote the plain text
    }
  }

  /** Only what is asked for: who opens needs no digest, and deriving a key takes as long as opening. */
  #derive(key: Key, use: SealUse): Buffer {
    let derived = this.#derived.get(key);
    if (!derived) this.#derived.set(key, (derived = {}));
    return (derived[use] ??= deriveKey(key, use));
  }
}

const subjectOf = ({ authority, child, eventId }: ToSeal): string =>
  child === null ? eventSubject(eventId) : childSubject(authority, child);
