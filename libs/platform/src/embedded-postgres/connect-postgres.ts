import pg from 'pg';
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start-embedded-postgres.js';

/** The oldest server that our SQL runs on. */
export const oldestPostgres = 15;

/** A PostgreSQL to work on, our own or another's. */
export interface PostgresConnection {
  readonly kind: 'embedded' | 'external';
  /** Holds the password: not for logs. */
  readonly url: string;
  /** True for a server that was running before us; always so for an external one. */
  readonly adopted: boolean;
  /** Gives it up; an external server goes on running, the embedded one if others use it. */
  stop(): Promise<void>;
}

export class PostgresUnusableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PostgresUnusableError';
  }
}

/**
 * The server that `DATABASE_URL` names, or the embedded one of the data directory where it names none.
 *
 * @throws PostgresUnusableError if the named server cannot be reached, refuses us or is too old
 * @throws EmbeddedPostgresError if the embedded one cannot be used
 */
export async function connectPostgres({
  env,
  ...options
}: EmbeddedPostgresOptions & {
  readonly env: Readonly<Record<string, string | undefined>>;
}): Promise<PostgresConnection> {
  const url = env['DATABASE_URL']?.trim();
  if (url) {
    await checkServer(url);
    return { kind: 'external', url, adopted: true, stop: async () => undefined };
  }
  const running = await startEmbeddedPostgres(options);
  return { kind: 'embedded', url: running.url, adopted: running.adopted, stop: running.stop };
}

async function checkServer(url: string): Promise<void> {
  const place = withoutPassword(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'ehc' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; number: number }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`,
    );
    const server = rows[0];
    if (!server || server.number < oldestPostgres * 10_000) {
      throw new PostgresUnusableError(
        `The server of DATABASE_URL (${place}) is PostgreSQL ${server?.version}; ${oldestPostgres} or later is needed.`,
      );
    }
  } catch (error) {
    if (error instanceof PostgresUnusableError) throw error;
    const { code, message } = error as { code?: string; message: string };
    throw new PostgresUnusableError(
      `The server of DATABASE_URL (${place}) cannot be used: ${message || code}. ` +
        'Check the address, the user and the password, or leave DATABASE_URL out to use the embedded PostgreSQL.',
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Host, port and database only. */
function withoutPassword(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}${port && `:${port}`}${pathname}`;
  } catch {
    return 'not a URL';
  }
}
