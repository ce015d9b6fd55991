import { Client } from 'pg';
import { SESSION } from './wire-values.js';

export interface ConnectionOptions {
  readonly url: string;
  /** Role to work as; null to stay the user that signs in. */
  readonly role: string | null;
  /** Longest that the server may work on one statement. */
  readonly statementTimeoutMs: number;
}

/** What a session of the store runs first. */
export const sessionSetup = ({ role, statementTimeoutMs }: Omit<ConnectionOptions, 'url'>): string =>
  [
    SESSION,
    `SET statement_timeout = ${Math.trunc(statementTimeoutMs)}`,
    'SET idle_in_transaction_session_timeout = 10000',
    ...(role === null ? [] : [`SET ROLE ${role}`]),
  ].join('; ');

/** The one connection over which a process appends: opened at first use, thrown away when it fails. */
export class WriterConnection {
  readonly #options: ConnectionOptions;
  #client: Client | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Whether `client` answers without opening one. */
  get isOpen(): boolean {
    return this.#client !== null;
  }

  /** The open connection; opens one if there is none. */
  async client(): Promise<Client> {
    if (this.#client) return this.#client;
    const { url, statementTimeoutMs } = this.#options;
    const client = new Client({
      connectionString: url,
      application_name: 'ehc event store: append',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      // Notices a server that hangs, which the server's own timeout cannot.
      query_timeout: statementTimeoutMs * 1.2 + 1_000,
    });
    client.on('error', () => this.#forget(client)); // an idle connection was ended; the next append opens another
    try {
      await client.connect();
      await client.query(sessionSetup(this.#options));
    } catch (error) {
      this.#end(client);
      throw error;
    }
    this.#client = client;
    return client;
  }

  /** Throws the connection away, whatever state it is in. */
  discard(): void {
    const client = this.#client;
    if (!client) return;
    this.#client = null;
    this.#end(client);
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => {});
  }

  #forget(client: Client): void {
    if (this.#client === client) this.#client = null;
  }

  #end(client: Client): void {
    // Not `end()` alone: it waits for the running query, which may never be answered.
    const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection;
    stream.destroy();
    client.end().catch(() => {});
  }
}
