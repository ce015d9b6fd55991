import { callbackify } from 'node:util';
import type pg from 'pg';
import { SteadyPool } from '../sql/steady-pool.js';
import { AUTHORITY_SETTING, READER_ROLE } from './reader-role.js';

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: Error | boolean) => void,
) => void;

/** What `pg-pool` keeps of a connection that nobody uses; the last of them is handed out first. */
interface Idle {
  readonly client: pg.PoolClient;
}

const nothingToRelease = (): void => undefined;

/**
 * Connections of readers. Each is handed out set to the authority for which its taker asks, so that row-level security
 * shows the rows of that authority; to none where it asks for none, which shows nothing.
 *
 * A connection stays set until it is handed out for another authority, and one that is set already is preferred: in the
 * usual case a query costs no further round trip.
 */
export class ReaderPool extends SteadyPool {
  readonly #authority: () => string | undefined;
  readonly #setTo = new WeakMap<object, string>();

  /** @param authority asked whenever a connection is taken, in the context of whoever takes it */
  constructor(config: pg.PoolConfig, authority: () => string | undefined) {
    super({
      ...config,
      onConnect: async (client) => {
        await client.query(`SET ROLE ${READER_ROLE}`);
      },
    });
    this.#authority = authority;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    const taken = this.#take(this.#authority() ?? '');
    if (!callback) return taken;
    callbackify(() => taken)((error, client) =>
      callback(error ?? undefined, client, client?.release ?? nothingToRelease),
    );
  }

  async #take(authority: string): Promise<pg.PoolClient> {
    this.#preferSetTo(authority);
    const client = await super.connect();
    if (this.#setTo.get(client) === authority) return client;
    this.#setTo.delete(client);
    try {
      await client.query('SELECT set_config($1, $2, false)', [AUTHORITY_SETTING, authority]);
    } catch (error) {
      // Whatever it is set to now, nobody is handed it again.
      client.release(true);
      throw error;
    }
    this.#setTo.set(client, authority);
    return client;
  }

  /**
   * Lets whoever takes the next connection be handed one that is set to this authority, if any is idle. It looks behind
   * the face of `pg-pool`, which knows no difference between connections; should that change, they are set more often,
   * no more.
   */
  #preferSetTo(authority: string): void {
    const idle = (this as { _idle?: Idle[] })._idle ?? [];
    // Those who wait already are handed the last ones.
    const free = idle.length - this.waitingCount;
    const index = idle.slice(0, Math.max(free, 0)).findLastIndex(({ client }) => this.#setTo.get(client) === authority);
    if (index >= 0) idle.splice(free - 1, 0, ...idle.splice(index, 1));
  }
}
