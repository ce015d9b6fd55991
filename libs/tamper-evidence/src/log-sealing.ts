import { type EventStore, type Position, START } from '@ehc/event-store';
import {
  ProjectionFault,
  type ProjectionLogger,
  type ProjectionOptions,
  ProjectionRunner,
  WaitTimeout,
} from '@ehc/projections';
import type { Pool } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { newestHead } from './heads/head-rows.js';
import { KeptHeads } from './heads/kept-heads.js';
import { HeadSigner } from './heads/sign-heads.js';
import type { SignedHead } from './heads/signed-head.js';
import type { SigningKey } from './heads/signing-key.js';
import { migrateSealedLog } from './schema/migrate-sealed-log.js';
import { sealEvents } from './sealed-log/seal-events.js';
import { queryOf } from './sealed-log/sealed-rows.js';

export interface LogSealingOptions {
  readonly store: ProjectionOptions['store'] & Pick<EventStore, 'head'>;
  readonly pool: Pool;
  readonly key: SigningKey;
  /** The service's data folder: the newest head is kept beside the keys. */
  readonly dataDir: string;
  readonly logger?: ProjectionLogger;
  /** How often a head is signed while events come, in milliseconds; 1,000 by default. */
  readonly headEveryMs?: number;
}

/** How the sealing of the log stands. */
export interface SealingStatus {
  /** How many events are sealed. */
  readonly sealed: number;
  /** How many are recorded and not sealed yet. */
  readonly behind: number;
  /** The newest signed head. */
  readonly head: { readonly size: number; readonly time: string } | null;
  /** Heads beside the keys that the log does not fit: after a restore, or after tampering. */
  readonly setAside: number;
  /** Why nothing more is sealed or signed; null where all is well. */
  readonly trouble: string | null;
}

/** How long is waited for everything to be sealed, and how often is looked whether sealing has stopped, in milliseconds. */
const PATIENCE = { longest: 10 * 60_000, look: 250 };

/** Seals the log and signs its heads, for as long as its process runs. Of any number of processes, one seals. */
export class LogSealing {
  readonly #options: LogSealingOptions;
  readonly #runner: ProjectionRunner;
  readonly #signer: HeadSigner;
  readonly #kept: KeptHeads;
  readonly #stopping = new AbortController();
  #signing: Promise<void> | null = null;
  #trouble: string | null = null;

  constructor(options: LogSealingOptions) {
    const { store, pool, key, dataDir, logger } = options;
    this.#options = options;
    this.#runner = new ProjectionRunner({ store, pool, projections: [sealEvents()], ...(logger && { logger }) });
    this.#kept = new KeptHeads(dataDir);
    this.#signer = new HeadSigner(queryOf(pool), key, this.#kept);
  }

  /** Begins to seal and to sign. Does not wait until everything is. */
  async start(): Promise<void> {
    await migrateSealedLog(this.#options.pool);
    await this.#runner.start();
    this.#signing ??= this.#signAgainAndAgain();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#signing;
    await this.#runner.stop();
  }

  /**
   * A head over everything that is recorded now; null where nothing is.
   * @throws ProjectionFailed, ProjectionFault where the log cannot be sealed
   */
  async headOverAll(): Promise<SignedHead | null> {
    const head = await this.#options.store.head();
    const deadline = performance.now() + PATIENCE.longest;
    while (!(await this.#sealedUpTo(head))) {
      const [following] = await this.#runner.status();
      if (following?.lastError) throw new ProjectionFault(following.lastError.reason);
      if (performance.now() > deadline) throw new ProjectionFault('the log was not sealed in time');
    }
    return this.#signer.sign();
  }

  async #sealedUpTo(position: Position): Promise<boolean> {
    try {
      await this.#runner.waitFor(position, 'all', PATIENCE.look);
      return true;
    } catch (error) {
      if (error instanceof WaitTimeout) return false;
      throw error;
    }
  }

  async status(): Promise<SealingStatus> {
    const [following] = await this.#runner.status();
    const head = await newestHead(queryOf(this.#options.pool));
    const kept = await this.#kept.all();
    return {
      sealed: Number(following?.position ?? START),
      behind: following?.positionBehind ?? 0,
      head: head && { size: head.size, time: head.time },
      setAside: kept.filter(({ from }) => !from.endsWith('newest.json')).length,
      trouble: following?.lastError?.reason ?? this.#trouble,
    };
  }

  async #signAgainAndAgain(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const trouble = await this.#signer.sign().then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (trouble !== null && trouble !== this.#trouble) {
        this.#options.logger?.error({ reason: trouble }, 'no head of the log can be signed');
      }
      this.#trouble = trouble;
      await pause(this.#options.headEveryMs ?? 1_000, undefined, { signal }).catch(() => {});
    }
  }
}
