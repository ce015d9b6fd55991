import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { connectPostgres } from './connect-postgres.js';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ehc-connect-'));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

test('DATABASE_URL is used where it is set, and left running', async () => {
  const url = process.env['EHC_TEST_POSTGRES_URL']!;
  const connection = await connectPostgres({ dataDir, env: { DATABASE_URL: url } });
  expect(connection).toMatchObject({ kind: 'external', url, adopted: true });
  await connection.stop();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.end();
  expect(await readdir(dataDir)).toEqual([]);
});

test('without it the embedded server of the data directory is started', async () => {
  const connection = await connectPostgres({
    dataDir,
    env: { DATABASE_URL: ' ' },
    settings: { shared_buffers: '16MB' },
  });
  expect(connection).toMatchObject({ kind: 'embedded', adopted: false });
  await connection.stop();
});

test('an older server is refused, and said to be older', async () => {
  const server = await startFakeServer('14.20', 140020);
  await expect(connectPostgres({ dataDir, env: { DATABASE_URL: `${server.url}/cases` } })).rejects.toThrow(
    `The server of DATABASE_URL (127.0.0.1:${server.port}/cases) is PostgreSQL 14.20; 15 or later is needed.`,
  );
  server.close();
});

test.each([
  ['nobody listens', 'postgres://me:hidden@127.0.0.1:1/cases', 'ECONNREFUSED'],
  ['no such host', 'postgres://me:hidden@nowhere.invalid/cases', 'nowhere.invalid'],
  ['not an address', 'hidden', 'not a URL'],
])('a server that cannot be reached is named without its password: %s', async (_case, url, expected) => {
  const error = (await connectPostgres({ dataDir, env: { DATABASE_URL: url } }).catch((thrown) => thrown)) as Error;
  expect(error.name).toBe('PostgresUnusableError');
  expect(error.message).toContain(expected);
  expect(error.message).not.toContain('hidden');
});

test('a wrong password is said to be wrong', async () => {
  const url = new URL(process.env['EHC_TEST_POSTGRES_URL']!);
  url.password = 'hidden';
  const error = (await connectPostgres({ dataDir, env: { DATABASE_URL: url.href } }).catch(
    (thrown) => thrown,
  )) as Error;
  expect(error.message).toMatch(/password authentication failed/);
  expect(error.message).not.toContain('hidden');
});

/** Speaks just enough of PostgreSQL's protocol to answer one query with a version. */
async function startFakeServer(version: string, number: number): Promise<{ url: string; port: number; close(): void }> {
  const message = (type: string, ...parts: (string | Buffer)[]): Buffer => {
    const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const int16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
  const int32 = (value: number): Buffer => Buffer.concat([int16(value >> 16), int16(value & 65535)]);
  const column = (name: string, type: number): Buffer =>
    Buffer.concat([Buffer.from(`${name}\0`), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)]);
  const value = (text: string): Buffer => Buffer.concat([int32(text.length), Buffer.from(text)]);
  const ready = message('Z', 'I');
  const answer = (socket: Socket): void => {
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int32(0)), ready]));
      socket.once('data', () => {
        const description = message('T', int16(2), column('version', 25), column('number', 23));
        const row = message('D', int16(2), value(version), value(String(number)));
        socket.write(Buffer.concat([description, row, message('C', 'SELECT 1\0'), ready]));
      });
    });
    socket.on('error', () => undefined);
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `postgres://me:hidden@127.0.0.1:${port}`, port, close: () => server.close() };
}
