import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EhcInFolder } from '../harness/ehc.js';

// What the made-up returns come to, by `ehc import sen2` and `ehc measures` as anybody would type them, against what a
// correct reader must compute (test/data/sen2-blade/*/expected*.json).

jest.setTimeout(600_000);

const SHIPPED = join(import.meta.dirname, '../data/sen2-blade');
/** Returns too large to ship; these tests are there where the folder is. */
const SHARED = join(import.meta.dirname, '../../../shared/data/sen2-blade');

interface Measure {
  id: string;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
}
interface Imported {
  events: number;
  corrections: number;
  persons: number;
  findings: { rule: string; severity: string; file: string; row: number | null; field: string; text: string }[];
}

const expected = <T>(folder: string, file = 'expected.json'): T =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;

const figures = (measures: readonly Measure[], ids: readonly string[]) =>
  ids.map((id) => {
    const { numerator, denominator, value } = measures.find((measure) => measure.id === id) ?? ({} as Measure);
    return { id, numerator, denominator, value };
  });

const same = (given: readonly Measure[], wanted: readonly Measure[]) => {
  const ids = wanted.map(({ id }) => id);
  expect(figures(given, ids)).toEqual(figures(wanted, ids));
};

let ehc: EhcInFolder;
beforeEach(() => {
  ehc = new EhcInFolder();
});
afterEach(async () => {
  await ehc.remove();
});

const imported = (folder: string, authority: string) =>
  ehc.json<Imported>('import', 'sen2', folder, '--authority', authority, '--json');
const measures = async (authority: string, year: number): Promise<Measure[]> =>
  (await ehc.json<{ measures: Measure[] }>('measures', '--authority', authority, '--year', String(year), '--json'))
    .measures;

interface Expected {
  measures: Measure[];
  history?: { years: { year: number; measures: Measure[] }[] };
  year2024AfterNext?: { measures: Measure[] };
}

describe('a clean return', () => {
  it('gives the figures of its year and of the years before, and appends nothing the second time', async () => {
    const folder = join(SHIPPED, 'nottingham-2024');
    const { measures: wanted, history } = expected<Expected>(folder);
    const first = await imported(folder, '892');
    expect(first.findings).toEqual([]);
    same(await measures('892', 2024), wanted);
    for (const past of history!.years) same(await measures('892', past.year), past.measures);
    const second = await imported(folder, '892');
    expect({ events: second.events, corrections: second.corrections }).toEqual({ events: 0, corrections: 0 });
  });

  it('a dry run says what would be appended and changes nothing', async () => {
    const folder = join(SHIPPED, 'nottingham-2024');
    const dry = await ehc.json<Imported>('import', 'sen2', folder, '--authority', '892', '--json', '--dry-run');
    const answer = await ehc.json<{ known: boolean; measures: Measure[] }>(
      'measures',
      '--authority',
      '892',
      '--year',
      '2024',
      '--json',
    );
    expect(answer).toMatchObject({ known: false, measures: [] });
    expect((await imported(folder, '892')).events).toBe(dry.events);
  });
});

describe('a return with faulty rows', () => {
  it('finds every fault by file, row and severity, takes the rest in, and gives its figures', async () => {
    const folder = join(SHIPPED, 'nottingham-2024-dirty');
    const report = expected<{ faults: { file: string; line: number | null; severity: string }[]; measures: Measure[] }>(
      folder,
      'expected-report.json',
    );
    const { findings } = await imported(folder, '892');
    const found = new Set(findings.map(({ file, row, severity }) => `${severity} ${file} ${row}`));
    for (const { file, line, severity } of report.faults) {
      if (severity !== 'accept') expect(found).toContain(`${severity} ${file} ${line}`);
    }
    const errors = report.faults
      .filter(({ severity }) => severity === 'error')
      .map(({ file, line }) => `${file} ${line}`);
    const reported = findings.filter(({ severity }) => severity === 'error').map(({ file, row }) => `${file} ${row}`);
    expect([...new Set(reported)].sort()).toEqual([...new Set(errors)].sort());
    same(await measures('892', 2024), report.measures);
  });
});

describe('one return after another', () => {
  it('a resubmission of the same year corrects what it corrects', async () => {
    const folder = join(SHIPPED, 'nottingham-2024-resubmitted');
    await imported(join(SHIPPED, 'nottingham-2024'), '892');
    const { events, corrections } = await imported(folder, '892');
    expect(corrections).toBeGreaterThan(0);
    expect(events).toBeGreaterThan(corrections);
    same(await measures('892', 2024), expected<Expected>(folder).measures);
    same(await measures('892', 2024), expected<Expected>(folder, 'expected-changes.json').measures);
    expect((await imported(folder, '892')).events).toBe(0);
  });

  it('the next year’s return adds its year and takes nothing back', async () => {
    const folder = join(SHIPPED, 'nottingham-2025');
    const wanted = expected<Expected>(folder);
    await imported(join(SHIPPED, 'nottingham-2024'), '892');
    await imported(folder, '892');
    same(await measures('892', 2025), wanted.measures);
    same(await measures('892', 2024), wanted.year2024AfterNext!.measures);
    const verified = await ehc.json<{ equal: boolean }>('verify', '--json');
    expect(verified.equal).toBe(true);
  });

  it('an import that was killed half-way is finished by running it again', async () => {
    const folder = join(SHIPPED, 'nottingham-2024');
    await ehc.killedAfterSaying('importing', 'import', 'sen2', folder, '--authority', '892');
    const running = await ehc.json<{ importing: boolean }>(
      'measures',
      '--authority',
      '892',
      '--year',
      '2024',
      '--json',
    );
    expect(running.importing).toBe(true);
    await imported(folder, '892');
    same(await measures('892', 2024), expected<Expected>(folder).measures);
    expect((await imported(folder, '892')).events).toBe(0);
  });
});

if (existsSync(join(SHARED, 'nottinghamshire-2024'))) {
  describe('a large authority', () => {
    it('gives its figures', async () => {
      const folder = join(SHARED, 'nottinghamshire-2024');
      await imported(folder, '891');
      same(await measures('891', 2024), expected<Expected>(folder).measures);
    });
  });
}
