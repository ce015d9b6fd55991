import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openReaderDataSource } from '@ehc/projections';
import { randomUUID } from 'node:crypto';
import { asAdmin, createTestDatabase, type TestDatabase } from '../../../../test/harness/database.js';
import { prepareReads } from './prepare-reads.js';
import type { ReadRecord } from './read-record.js';
import { openReadRecorder, type ReadRecorder } from './read-recorder.js';

let database: TestDatabase;
let recorder: ReadRecorder;
const warnings: string[] = [];
const warn = (message: string) => warnings.push(message);

beforeEach(async () => {
  database = await createTestDatabase();
  recorder = await openReadRecorder(database, warn);
});
afterEach(async () => {
  await recorder.close();
  await database.drop();
  expect(warnings.splice(0)).toEqual([]);
});

const aRead = (given: Partial<ReadRecord> = {}): ReadRecord => ({
  id: randomUUID(),
  actor: 'a.caseworker',
  name: 'A. "Case" \\ Worker, née Ōkafor',
  role: 'caseworker',
  access: randomUUID(),
  authority: '891',
  agency: null,
  request: randomUUID(),
  route: 'GET /api/casework/cases/:caseId',
  permission: 'see-cases',
  asked_by: [],
  shown: [`case-${randomUUID()}`, `child-${randomUUID()}`],
  restricted: [],
  key_id: null,
  sealed: null,
  ...given,
});

const recorded = async () => (await database.pool.query('SELECT * FROM audit.read ORDER BY position')).rows;

describe('the record of reads', () => {
  test('keeps everything that is said of a read, and when it was', async () => {
    const reads = [
      aRead(),
      aRead({ agency: 'An agency', asked_by: ['name', 'birthDate'], shown: [], restricted: [randomUUID()] }),
      aRead({ key_id: randomUUID(), sealed: Buffer.from([0, 1, 255]) }),
    ];
    for (const read of reads) await recorder.record(read);
    const rows = await recorded();
    expect(rows.map(({ position: _, at: __, ...read }) => read)).toEqual(reads);
    expect(rows.every(({ at }) => Math.abs(Date.now() - at.getTime()) < 60_000)).toBe(true);
  });

  test('holds each read that it said was recorded, however many come at once', async () => {
    const reads = Array.from({ length: 2_500 }, () => aRead());
    await Promise.all(reads.map((read) => recorder.record(read)));
    const rows = await recorded();
    expect(rows.map(({ id }) => id).toSorted()).toEqual(reads.map(({ id }) => id).toSorted());
  });

  test('is only ever added to, by whatever role', async () => {
    await recorder.record(aRead());
    const before = await recorded();
    for (const statement of [
      `UPDATE audit.read SET actor = 'somebody else'`,
      'DELETE FROM audit.read',
      'TRUNCATE audit.read',
    ]) {
      await expect(database.pool.query(statement)).rejects.toThrow('never changed');
      for (const role of ['ehc_audit_writer', 'ehc_reader', 'ehc_audit_owner']) {
        const client = await database.pool.connect();
        try {
          await client.query(`SET ROLE ${role}`);
          await expect(client.query(statement)).rejects.toThrow(/never changed|permission denied/);
        } finally {
          client.release(true);
        }
      }
    }
    expect(await recorded()).toEqual(before);
  });

  test('is written by a role that cannot read it, and read of one authority at a time', async () => {
    await recorder.record(aRead());
    await recorder.record(aRead({ authority: '892' }));
    const writer = await database.pool.connect();
    await writer.query('SET ROLE ehc_audit_writer');
    await expect(writer.query('SELECT FROM audit.read')).rejects.toThrow('permission denied');
    await expect(writer.query('ALTER TABLE audit.read DISABLE TRIGGER ALL')).rejects.toThrow('must be owner');
    writer.release(true);
    let authority: string | undefined = '892';
    const readers = (await openReaderDataSource({ url: database.url, authority: () => authority, warn }))!;
    const seen = () => readers.query('SELECT authority FROM audit.reads(NULL, NULL, NULL, NULL, NULL, 10)');
    await expect(readers.query('SELECT FROM audit.read')).rejects.toThrow('permission denied');
    expect(await seen()).toEqual([{ authority: '892' }]);
    authority = undefined;
    expect(await seen()).toEqual([]);
    await readers.destroy();
  });

  test('is made once, by however many processes', async () => {
    await recorder.record(aRead());
    await Promise.all(Array.from({ length: 4 }, () => prepareReads(database.pool, warn)));
    expect(await recorded()).toHaveLength(1);
  });

  test('says that a read could not be recorded, and goes on once it can', async () => {
    await database.pool.query('ALTER TABLE audit.read RENAME TO elsewhere');
    const failed = await Promise.allSettled([recorder.record(aRead()), recorder.record(aRead())]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await database.pool.query('ALTER TABLE audit.elsewhere RENAME TO read');
    await recorder.record(aRead());
    // A connection that is cut fails the read that was under way, if any, and no later one.
    await asAdmin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = '${database.name}' AND application_name = 'ehc reads'`);
    const again = async (): Promise<void> => recorder.record(aRead()).catch(again);
    await again();
    expect((await recorded()).length).toBe(2);
  });

  test('records what is under way before it closes', async () => {
    const reads = Array.from({ length: 50 }, () => recorder.record(aRead()));
    await recorder.close();
    await Promise.all(reads);
    expect(await recorded()).toHaveLength(50);
    recorder = await openReadRecorder(database, warn);
  });

  test('is protected by its trigger where this user may not make roles, and the operator is told', async () => {
    const name = `plain_${database.name}`;
    await asAdmin(`CREATE ROLE ${name} LOGIN PASSWORD 'plain'`);
    const other = await createTestDatabase();
    await asAdmin(`ALTER DATABASE ${other.name} OWNER TO ${name}`);
    const url = new URL(other.url);
    url.username = name;
    url.password = 'plain';
    const { Pool } = (await import('pg')).default;
    const pool = new Pool({ connectionString: url.toString() });
    const plain = await openReadRecorder({ pool, url: url.toString() }, warn);
    try {
      expect(warnings.splice(0)).toEqual([expect.stringContaining('CREATEROLE')]);
      await plain.record(aRead());
      await expect(pool.query('DELETE FROM audit.read')).rejects.toThrow('never changed');
      expect((await pool.query('SELECT FROM audit.read')).rowCount).toBe(1);
    } finally {
      await plain.close();
      await pool.end();
      await other.drop();
      await asAdmin(`DROP ROLE ${name}`);
    }
  });
});
