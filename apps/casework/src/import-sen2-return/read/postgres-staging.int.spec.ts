import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PoolClient } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../../test/harness/database.js';
import { MODULES, keyColumn, parentColumn, type ModuleName } from './modules.js';
import { openReturn } from './open-return.js';
import { ReturnRefused } from './return-refused.js';
import type { PersonRow } from './rows.js';
import type { Sen2Return } from './sen2-return.js';
import { NOTTINGHAM, SampleReturn } from './test/sample-return.js';

let database: TestDatabase;
let client: PoolClient;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  client = await database.pool.connect();
});
// A session of its own for each test, with whatever it left there.
afterEach(() => client.release(true));

const open = (folder: string): Promise<Sen2Return> => openReturn({ folder, authority: NOTTINGHAM, client });

async function all(opened: Sen2Return): Promise<PersonRow[]> {
  const persons: PersonRow[] = [];
  for await (const person of opened.persons()) persons.push(person);
  return persons;
}

/** The temporary tables of the session. */
async function tables(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' ORDER BY relname`,
  );
  return rows.map(({ name }) => name);
}

describe('PostgresStaging', () => {
  it('hands on what staging in memory does, whatever is wrong with the return', async () => {
    let random = 20250131;
    const below = (n: number): number => {
      random = (Math.imul(random, 1103515245) + 12345) & 0x7fffffff;
      return (random >> 8) % n;
    };
    for (let round = 0; round < 8; round++) {
      const sample = await SampleReturn.load();
      for (let fault = 0; fault < 25; fault++) {
        const module = MODULES[1 + below(MODULES.length - 1)]!;
        const { columns, rows } = sample.table(module);
        const row = below(rows.length);
        if (rows[row]!.length !== columns.length) continue;
        const other = rows[below(rows.length)]!;
        const key = sample.place(module, keyColumn(module));
        const parent = sample.place(module, parentColumn(module)!);
        // Keys and parents taken from other rows, lost, unknown; rows cut short, lengthened, doubled; cells mixed up.
        [
          () => (rows[row]![key] = other[key] ?? ''),
          () => (rows[row]![key] = ''),
          () => (rows[row]![parent] = other[parent] ?? ''),
          () => (rows[row]![parent] = '999000111'),
          () => (rows[row] = rows[row]!.slice(0, -1)),
          () => rows[row]!.push('x'),
          () => rows.push([...rows[row]!]),
          () => {
            const at = 5 + below(columns.length - 5);
            rows[row]![at] = other[at] ?? '';
          },
        ][below(8)]!();
      }
      const inMemory = await sample.read();
      await sample.inFolder(async (folder) => {
        const opened = await open(folder);
        expect(await all(opened)).toEqual(inMemory.persons);
        expect(opened.findings).toEqual(inMemory.findings);
        expect(opened.counts).toEqual(inMemory.return.counts);
        expect(opened.header).toEqual(inMemory.return.header);
        await opened.close();
      });
      expect(inMemory.findings.length).toBeGreaterThan(20);
    }
  });

  it('has persons in the order of their file, more of them than are fetched at once', async () => {
    const sample = await SampleReturn.load();
    const copies = 25;
    for (const module of MODULES.slice(1)) {
      const table = sample.table(module);
      const [key, parent] = [sample.place(module, keyColumn(module)), sample.place(module, parentColumn(module)!)];
      table.rows = Array.from({ length: copies }, (_, copy) =>
        table.rows.map((cells) =>
          cells.map((cell, i) => {
            if (i === key || (i === parent && module !== 'person')) return `${cell}-${copy}`;
            // The same numbers again and again would be as many clashes.
            return module === 'person' && ['upn', 'uniquelearnernumber'].includes(table.columns[i]!) ? '' : cell;
          }),
        ),
      ).flat();
    }
    await sample.inFolder(async (folder) => {
      const opened = await open(folder);
      const persons = await all(opened);
      expect(persons.map(({ line }) => line)).toEqual(Array.from({ length: 40 * copies }, (_, i) => i + 2));
      expect(persons.flatMap(({ requests }) => requests)).toHaveLength(41 * copies);
      expect(opened.totals.errors).toBe(0);
      expect(await all(opened)).toEqual(persons);
      await opened.close();
    });
  });

  it('has nothing in its tables that says anything of anyone', async () => {
    const sample = await SampleReturn.load();
    await sample.inFolder(async (folder) => {
      const opened = await open(folder);
      const names = await tables();
      expect(names.map((name) => name.split('_').at(-1))).toEqual(['flat', 'link', 'mark', 'shared']);
      let text = '';
      for (const name of names) {
        const { rows } = await client.query<{ row: string }>(`SELECT to_json(t)::text AS row FROM ${name} t`);
        // Bytes as letters; in hexadecimal any short number would turn up by chance.
        const letters = (hex: string): string => Buffer.from(hex.slice(3), 'hex').toString('latin1');
        text += rows.map(({ row }) => row.replaceAll(/\\\\x[0-9a-f]*/g, letters)).join('\n');
      }
      expect(text.length).toBeGreaterThan(10_000);
      const values = (module: ModuleName): string[] =>
        sample.table(module).rows.flatMap((cells) => cells.filter((cell) => cell.length >= 5));
      for (const value of new Set(MODULES.flatMap(values))) expect(text.includes(value)).toBe(false);
      await opened.close();
    });
  });

  it('leaves nothing behind when it is closed, more than once, or given up', async () => {
    const sample = await SampleReturn.load();
    await sample.inFolder(async (folder) => {
      const opened = await open(folder);
      for await (const _ of opened.persons()) break;
      await opened.close();
      await opened.close();
      expect(await tables()).toEqual([]);
      const { rows } = await client.query<{ setting: string }>(`SELECT current_setting('enable_nestloop') AS setting`);
      expect(rows[0]!.setting).toBe('on');
    });
  });

  it('leaves nothing behind when the return is refused', async () => {
    const sample = await SampleReturn.load();
    sample.bytes.set('senneed', Buffer.from(`${sample.csv('senneed')}1,"`));
    await sample.inFolder(async (folder) => {
      await expect(open(folder)).rejects.toThrow(ReturnRefused);
      expect(await tables()).toEqual([]);
    });
  });

  it('lets the connection be used for other work between two persons, also for what is taken back', async () => {
    const sample = await SampleReturn.load();
    await sample.inFolder(async (folder) => {
      const opened = await open(folder);
      let persons = 0;
      for await (const _ of opened.persons()) {
        await client.query('BEGIN');
        await client.query('CREATE TABLE taken_back ()');
        await client.query('ROLLBACK');
        persons++;
      }
      expect(persons).toBe(40);
      await opened.close();
    });
  });

  it('can stage two returns in one session', async () => {
    const sample = await SampleReturn.load();
    await sample.inFolder(async (folder) => {
      const [one, two] = [await open(folder), await open(folder)];
      expect(await all(one)).toEqual(await all(two));
      await one.close();
      expect(await all(two)).toHaveLength(40);
      await two.close();
      expect(await tables()).toEqual([]);
    });
  });

  it('fails as the database does, not as if a file were at fault', async () => {
    const sample = await SampleReturn.load();
    await sample.inFolder(async (folder) => {
      await client.query('BEGIN');
      await expect(client.query('SELECT 1 / 0')).rejects.toThrow();
      await expect(open(folder)).rejects.toThrow(/current transaction is aborted/);
      await client.query('ROLLBACK');
    });
  });
});
