import pg from 'pg';
import { adminUser } from './cluster.js';

/** Connects to the cluster's maintenance database as its superuser, waiting at most two seconds. */
export async function connectAsAdmin(port: number, password: string, purpose: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: adminUser,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
    application_name: `ehc ${purpose}`,
  });
  // Without a listener, a connection that drops would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return client;
}

/** Not yet listening, or listening and still recovering. */
export function isNotReadyYet(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    code === 'ECONNREFUSED' ||
    code === 'ECONNRESET' ||
    code === '57P03' || // cannot_connect_now
    code === '53300' || // too_many_connections
    message === 'timeout expired' ||
    message === 'Connection terminated unexpectedly' ||
    message === 'Connection terminated due to connection timeout'
  );
}

/** Wrong password, or no such role. */
export const isRefusedLogin = (error: unknown): boolean =>
  ['28P01', '28000'].includes((error as { code?: string }).code ?? '');

export function connectionUrl(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}
