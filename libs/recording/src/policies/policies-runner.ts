import { EVENT_STORE, type EventStore } from '@ehc/event-store';
import { LOGGER } from '@ehc/platform';
import { type ProjectionLogger, ProjectionRunner } from '@ehc/projections';
import type { FactoryProvider, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { asFollower } from './follow-the-log.js';
import type { Policy } from './policy.js';

/** Events in one transaction: few, since each may send several commands while the transaction waits. */
const BATCH = 20;

/** Follows the log with the policies of an app, for as long as the application runs. */
export class PoliciesRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #runner: ProjectionRunner | undefined;

  /** @param pool where the checkpoints are kept; without one nothing is followed */
  constructor(
    owner: string,
    policies: readonly Policy[],
    store: EventStore,
    pool?: pg.Pool,
    logger?: ProjectionLogger,
  ) {
    if (!pool) return;
    this.#runner = new ProjectionRunner({
      store,
      pool,
      projections: policies.map((policy) => asFollower(owner, policy)),
      batchSize: BATCH,
      bulkBatchSize: BATCH,
      parallel: policies.length,
      ...(logger ? { logger } : {}),
    });
  }

  /** After every command handler is registered, which Nest does on bootstrap too: the bus is asked only then. */
  async onApplicationBootstrap(): Promise<void> {
    await this.#runner?.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#runner?.stop();
  }

  /** Resolves when the policies have followed the log up to a position. @throws WaitTimeout after so many milliseconds */
  async caughtUp(position: string, timeoutMs: number): Promise<void> {
    await this.#runner?.waitFor(position, 'all', timeoutMs);
  }
}

/** The provider of a runner for an app's policies, which stand under their own token. */
export const policiesRunner = (owner: string, policies: symbol): FactoryProvider<PoliciesRunner> => ({
  provide: PoliciesRunner,
  inject: [policies, EVENT_STORE, { token: pg.Pool, optional: true }, { token: LOGGER, optional: true }],
  useFactory: (each: readonly Policy[], store: EventStore, pool?: pg.Pool, logger?: ProjectionLogger) =>
    new PoliciesRunner(owner, each, store, pool, logger),
});
