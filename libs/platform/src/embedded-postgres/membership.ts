import type pg from 'pg';
import { connectAsAdmin } from './connect.js';

/** Advisory lock in the maintenance database; everyone who uses the server holds it shared. */
const lockKey = '(1162363680, 1)'; // 'EHC ' in ASCII

/**
 * One process's use of the server, which decides who stops it: the last one to leave.
 *
 * It is a shared advisory lock held by a connection, so it ends with the process however that ends, needs no file, and
 * cannot be stale. A service that finds the server of a killed one is alone in it and stops it at its end; a command
 * beside a running service is not, and leaves it.
 */
export class Membership {
  private constructor(
    private client: pg.Client,
    private readonly port: number,
    private readonly password: string,
    private readonly ended: Promise<void>,
  ) {}

  /** Undefined when the last user is stopping the server at this moment. */
  static async join(port: number, password: string): Promise<Membership | undefined> {
    const client = await connectAsAdmin(port, password, 'user');
    const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
    const { rows } = await client.query<{ joined: boolean }>(`SELECT pg_try_advisory_lock_shared${lockKey} AS joined`);
    if (rows[0]?.joined) return new Membership(client, port, password, ended);
    await client.end();
    return undefined;
  }

  /** Settles when the connection is gone, for whatever reason. */
  get lost(): Promise<void> {
    return this.ended;
  }

  /**
   * Gives up the use.
   *
   * @returns `last` when nobody else uses the server: nobody can join any more then, until the caller has stopped it
   * and closed this; `others` when somebody does; `gone` when the server is
   */
  async leave(): Promise<'last' | 'others' | 'gone'> {
    try {
      await this.client.query(`SELECT pg_advisory_unlock_shared${lockKey}`);
    } catch {
      // The connection is broken, and its lock gone with it.
      await this.close();
      this.client = await connectAsAdmin(this.port, this.password, 'user').catch(() => this.client);
    }
    try {
      // Only now that ours is given up: of two that leave at once, each would else see the other's, and nobody be last.
      const { rows } = await this.client.query<{ last: boolean }>(`SELECT pg_try_advisory_lock${lockKey} AS last`);
      if (rows[0]?.last) return 'last';
    } catch {
      await this.close();
      return 'gone';
    }
    await this.close();
    return 'others';
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
