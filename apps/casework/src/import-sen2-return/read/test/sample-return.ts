import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CsvTokenizer } from '../csv/csv-tokenizer.js';
import type { Finding } from '../finding.js';
import { MemoryStaging } from './memory-staging.js';
import { MODULES, PARENT, type ModuleName } from '../modules.js';
import type { ReadOptions } from '../open-return.js';
import { readReturn } from '../read-return.js';
import { ReturnRefused } from '../return-refused.js';
import type { PersonRow } from '../rows.js';
import type { Sen2Return } from '../sen2-return.js';

const SHIPPED = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'test-data', 'made-up-return');

/** Authority of the shipped return. */
export const NOTTINGHAM = '892';

interface Table {
  columns: string[];
  rows: string[][];
}

/** What a reading came to. */
export interface Reading {
  readonly return: Sen2Return;
  readonly persons: readonly PersonRow[];
  readonly findings: readonly Finding[];
}

type Shipped = ReadonlyMap<ModuleName, { readonly name: string; readonly cells: readonly (readonly string[])[] }>;

let shippedOnce: Promise<Shipped> | undefined;

/** The shipped files, read once. */
const shipped = (): Promise<Shipped> =>
  (shippedOnce ??= (async () => {
    const names = await readdir(SHIPPED);
    const files = MODULES.map(async (module) => {
      const name = names.find((file) => file.endsWith(`_${module}.csv`))!;
      const tokenizer = new CsvTokenizer();
      const records = [...tokenizer.push(await readFile(join(SHIPPED, name), 'utf8')), ...tokenizer.end()];
      return [module, { name, cells: records.map(({ cells }) => cells) }] as const;
    });
    return new Map(await Promise.all(files));
  })());

/** A copy of the shipped made-up return, to plant faults in. Row 0 stands on line 2. */
export class SampleReturn {
  readonly tables = new Map<ModuleName, Table>();
  /** Files with other bytes than those their tables would give. */
  readonly bytes = new Map<ModuleName, Buffer>();
  readonly names = new Map<ModuleName, string>();

  static async load(): Promise<SampleReturn> {
    const sample = new SampleReturn();
    for (const [module, { name, cells }] of await shipped()) {
      const [columns, ...rows] = cells.map((row) => [...row]);
      sample.tables.set(module, { columns: columns!, rows });
      sample.names.set(module, name);
    }
    return sample;
  }

  table(module: ModuleName): Table {
    return this.tables.get(module)!;
  }

  get(module: ModuleName, row: number, column: string): string {
    return this.table(module).rows[row]![this.place(module, column)]!;
  }

  set(module: ModuleName, row: number, column: string, value: string): this {
    this.table(module).rows[row]![this.place(module, column)] = value;
    return this;
  }

  place(module: ModuleName, column: string): number {
    const place = this.table(module).columns.indexOf(column);
    if (place === -1) throw new Error(`${module} has no column ${column}`);
    return place;
  }

  /** Adds a row; cells that are not given are blank. Its index. */
  add(module: ModuleName, cells: Readonly<Record<string, string>>): number {
    const { columns, rows } = this.table(module);
    rows.push(columns.map((column) => cells[column] ?? ''));
    return rows.length - 1;
  }

  /** The rows that satisfy a condition, by their indexes. */
  where(module: ModuleName, condition: (cell: (column: string) => string, row: number) => boolean): number[] {
    const { rows } = this.table(module);
    return rows.map((_, row) => row).filter((row) => condition((column) => this.get(module, row, column), row));
  }

  /** The rows of a module below a row. */
  childrenOf(module: ModuleName, row: number, child: ModuleName): number[] {
    const key = this.get(module, row, `${module}tableid`);
    return this.where(child, (cell) => cell(`${module}tableid`) === key);
  }

  /** Every row below a row, as "file:line". */
  belowOf(module: ModuleName, row: number): string[] {
    return MODULES.filter((child) => PARENT[child] === module).flatMap((child) =>
      this.childrenOf(module, row, child).flatMap((index) => [`${child}:${index + 2}`, ...this.belowOf(child, index)]),
    );
  }

  /** The person's row to which a row belongs. */
  personOf(module: ModuleName, row: number): number {
    const parent = PARENT[module];
    if (parent === null || module === 'person') return row;
    const key = this.get(module, row, `${parent}tableid`);
    const [above] = this.where(parent, (cell) => cell(`${parent}tableid`) === key);
    return this.personOf(parent, above!);
  }

  csv(module: ModuleName): string {
    const { columns, rows } = this.table(module);
    return [columns, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
  }

  async write(folder: string): Promise<void> {
    for (const [module, name] of this.names) {
      await writeFile(join(folder, name), this.bytes.get(module) ?? this.csv(module));
    }
  }

  async inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'ehc-sen2-'));
    try {
      await this.write(folder);
      return await use(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  /** Reads it to the end, staged in memory. */
  async read(options: Partial<ReadOptions> = {}): Promise<Reading> {
    return this.inFolder((folder) => read({ folder, authority: NOTTINGHAM, ...options }));
  }

  /** The findings for which it is refused. */
  async refusal(options: Partial<ReadOptions> = {}): Promise<readonly Finding[]> {
    return this.inFolder((folder) => refusal({ folder, authority: NOTTINGHAM, ...options }));
  }
}

export async function read(options: ReadOptions): Promise<Reading> {
  const opened = await readReturn(options, new MemoryStaging());
  const persons: PersonRow[] = [];
  for await (const person of opened.persons()) persons.push(person);
  const { findings } = opened;
  await opened.close();
  return { return: opened, persons, findings };
}

export async function refusal(options: ReadOptions): Promise<readonly Finding[]> {
  const refused = await read(options).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refused instanceof ReturnRefused)) throw refused ?? new Error('The return was not refused.');
  return refused.findings;
}

/** Rows with an error, as "file:line". */
export const errorRows = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.filter(({ severity }) => severity === 'error').map(({ file, row }) => `${file}:${row}`)),
];

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
