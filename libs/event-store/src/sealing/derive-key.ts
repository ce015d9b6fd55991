import { hkdfSync } from 'node:crypto';
import type { Key } from '../port/key-store.js';

/** One for each use, so that no key serves two. A changed label is another key: what was made with the old one is lost. */
export type KeyUse = 'seal/v1/encrypt' | 'seal/v1/digest' | `search-index/v1/${string}`;

/** 32 bytes for one use, derived from a subject's secret by HKDF-SHA-256. */
export const deriveKey = ({ secret }: Key, use: KeyUse): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `ehc/${use}`, 32));
