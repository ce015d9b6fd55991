import pg from 'pg';

const unheeded = (): void => {};

/** A connection that may end at any moment: whose query runs then, or is asked next, is told by its refusal. */
class SteadyClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', unheeded);
  }
}

/**
 * A pool whose connections may end at any moment without ending the process.
 *
 * A client of `pg` says `error` on itself when its server ends it between two queries, and an `error` that nobody listens
 * to ends a Node.js process. `pg-pool` listens only while the connection is idle: one that ends after it was handed out
 * and before its taker listens is heard by nobody. Here each is heard from its first moment to its last.
 */
export class SteadyPool extends pg.Pool {
  constructor(config: pg.PoolConfig = {}) {
    // The declared type leaves out that a client is made with the pool's configuration.
    super({ ...config, Client: SteadyClient as unknown as NonNullable<pg.PoolConfig['Client']> });
    this.on('error', unheeded);
  }
}
