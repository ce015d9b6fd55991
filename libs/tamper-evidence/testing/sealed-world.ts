import { type Append, appendedOrThrow, openPostgresEventStore, type PostgresEventStore } from '@ehc/event-store';
// Not by the front door: behind that are contract suites, which only jest can load.
import { anEvent } from '../../event-store/testing/an-event.js';
import { SteadyPool } from '@ehc/projections';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { KeptHeads, type KeptHead } from '../src/heads/kept-heads.js';
import type { SignedHead } from '../src/heads/signed-head.js';
import { openSigningKey, type SigningKey } from '../src/heads/signing-key.js';
import { LogSealing } from '../src/log-sealing.js';
import { queryOf } from '../src/sealed-log/sealed-rows.js';
import { type SealedVerification, verifySealedLog } from '../src/verify/verify-sealed-log.js';
import { tamper } from './tamperings.js';

/** Appends of `events` made-up events each, one for each stream. */
export const appendsOf = (streams: number, events: number): Append[] =>
  Array.from({ length: streams }, () => ({
    stream: `case-${crypto.randomUUID()}`,
    expected: 'no_stream' as const,
    events: Array.from({ length: events }, (_, nth) =>
      anEvent({
        child: crypto.randomUUID(),
        payload: { requester: 'parent', nth, need: ['ASD'] },
        keyId: crypto.randomUUID(),
        sealed: crypto.getRandomValues(new Uint8Array(60)),
        sealedDigest: crypto.getRandomValues(new Uint8Array(32)),
        agency: 'la',
        causationId: 'cause',
      }),
    ),
  }));

/** A log in a database and what seals it, with a data folder of its own. */
export class SealedWorld {
  private constructor(
    readonly store: PostgresEventStore,
    readonly pool: pg.Pool,
    readonly key: SigningKey,
    readonly dataDir: string,
  ) {}

  /**
   * @param url of the database; as a superuser where it is to be tampered with
   * @param key the one that its heads are signed with; a new one if left out
   */
  static async open(url: string, key?: SigningKey): Promise<SealedWorld> {
    const dataDir = await mkdtemp(join(tmpdir(), 'ehc-sealed-'));
    const store = await openPostgresEventStore({ url, warn: () => {} });
    const pool = new SteadyPool({ connectionString: url, max: 8 });
    return new SealedWorld(store, pool, key ?? (await openSigningKey(dataDir)), dataDir);
  }

  async append(appends: readonly Append[]): Promise<void> {
    (await this.store.appendMany(appends)).forEach(appendedOrThrow);
  }

  sealing(): LogSealing {
    const { store, pool, key, dataDir } = this;
    return new LogSealing({ store, pool, key, dataDir });
  }

  /** Seals everything and answers the head over it. */
  async seal(): Promise<SignedHead> {
    const sealing = this.sealing();
    await sealing.start();
    try {
      return (await sealing.headOverAll())!;
    } finally {
      await sealing.stop();
    }
  }

  async tamper(statements: readonly string[]): Promise<void> {
    const client = await this.pool.connect();
    try {
      await tamper(client, statements);
    } finally {
      client.release();
    }
  }

  /** @param heads heads that were exported before */
  verify(heads: readonly SignedHead[] = [], kept: readonly KeptHead[] = []): Promise<SealedVerification> {
    const exported = heads.map((head, nth) => ({ from: `exported ${nth + 1}`, head }));
    const keys = new Map([[this.key.keyId, this.key.publicKey]]);
    return verifySealedLog({ store: this.store, query: queryOf(this.pool), keys, heads: [...exported, ...kept] });
  }

  /** What the service keeps beside its keys. */
  keptHeads(): Promise<KeptHead[]> {
    return new KeptHeads(this.dataDir).all();
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.pool.end();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
