import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

// The makers are plain scripts, run by hand when there is a new release; here they read made-up files of the same kind.
type Row = { year: number; code: string; name: string; values: Record<string, string> };
type Maker = (...given: unknown[]) => Row[];
const load = async (file: string, name: string): Promise<Maker> =>
  ((await import(new URL(file, import.meta.url).href)) as Record<string, Maker>)[name] as Maker;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ehc-benchmarks-'));
  for (const sub of ['dfe-ehcp-2025', 'dfe-ehcp-2025-all-las', 'dfe-ehcp-2022']) mkdirSync(join(folder, sub));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('Reading the files of the Department for Education', () => {
  const places = 'time_period,geographic_level,region_name,new_la_code,old_la_code,la_name';

  it('takes headline rows only, through byte-order mark, CRLF, x, z and a column that stands twice', async () => {
    const dfe2025 = await load('./dfe.mjs', 'dfe2025');
    writeFileSync(
      join(folder, 'dfe-ehcp-2025-all-las/annual_reviews.csv'),
      `\uFEFF${places},breakdown_topic,breakdown,twice,twice,number_decsion_4weeks\r\n` +
        '2024,National,,,,,All,All,1,1,10\r\n' +
        '2024,Local authority,South West,E06000023,801,"Bristol, City of",All,All,1,1,x\r\n' +
        '2024,Local authority,South West,E06000023,801,"Bristol, City of",Age,Aged 5,1,1,7\r\n',
    );
    const rows = dfe2025(folder, 'annual_reviews.csv', { inTime: 'number_decsion_4weeks' });
    expect(rows).toEqual([
      { year: 2024, code: 'England', name: 'England', values: { inTime: '10' } },
      { year: 2024, code: '801', name: 'Bristol, City of', values: { inTime: 'x' } },
    ]);
    expect(() => dfe2025(folder, 'annual_reviews.csv', { twice: 'twice' })).toThrow(/stands twice/);
    expect(() => dfe2025(folder, 'annual_reviews.csv', { none: 'number_decision_4weeks' })).toThrow(/no column/);
  });

  it('finds the codes of 2022, whose two columns stand the other way round', async () => {
    const dfe2022 = await load('./dfe.mjs', 'dfe2022');
    const swapped =
      'time_period,geographic_level,region_name,old_la_code,new_la_code,la_name,breakdown_topic,breakdown';
    const path = join(folder, 'dfe-ehcp-2022/sen2_mi.csv');
    writeFileSync(path, `${swapped},InreqEHC\n2018,Local authority,East Midlands,891,E10000024,Nottinghamshire,,,z\n`);
    expect(dfe2022(folder, { received: 'InreqEHC' }, 2018)[0]).toMatchObject({ code: '891' });
    writeFileSync(path, `${swapped},InreqEHC\n2018,Local authority,East Midlands,E10000024,891,Nottinghamshire,,,z\n`);
    expect(() => dfe2022(folder, { received: 'InreqEHC' }, 2018)).toThrow(/not an LA code/);
  });

  it('puts a January census under the year before', async () => {
    const yearClosedByJanuaryCensus = await load('./dfe.mjs', 'yearClosedByJanuaryCensus');
    expect(yearClosedByJanuaryCensus('202425')).toBe(2024);
    expect(yearClosedByJanuaryCensus('199900')).toBe(1999);
    expect(() => yearClosedByJanuaryCensus('202424')).toThrow();
  });
});

describe('Reading the Ministry of Justice’s table', () => {
  const years = Array.from({ length: 11 }, (_, index) => 2014 + index);
  const title = '"SEND Appeal rate table 1"\n,\n,\n';
  const head = `Local Authority,LA code,${years.map((year) => `${year},,`).join(',')},,\n,,${'a,b,c,'.repeat(11)}d,e\n`;
  const row = (name: string, code: string, figures: string, last: string) =>
    `${name},${code},${`${figures},`.repeat(10)}${figures},${last}\n`;
  const write = (text: string) =>
    writeFileSync(
      join(folder, 'dfe-ehcp-2025/send-tribunals-appeal-rate-2014-2024.csv'),
      `\uFEFF${title}${head}${text}`,
    );

  it('matches by name and pays no heed to the codes', async () => {
    const tribunalRows = await load('./tribunal.mjs', 'tribunalRows');
    write(
      row('EAST MIDLANDS', '', ',,', ',') +
        row('Nottingham', '891', '52,"2,102",2.50%', '"1,451",3.60%') +
        row('Nottinghamshire', '928', '184,"5,919",3.10%', ' x ,x') +
        row('Westmorland and Furness8', '943', ' .. , .. , .. ', ',') +
        row('Rutland', '857', ' - ,173,0.00%', '100,0.00%') +
        row('"England Total4,9"', '', '236,"8,194",2.9%', '"1,551",3%') +
        'Notes: ,,\n',
    );
    const codes: Record<string, string> = { Nottingham: '892', Nottinghamshire: '891', Rutland: '857' };
    const rows = tribunalRows(folder, (name: string) => codes[name]);
    const of2024 = Object.fromEntries(
      rows.filter(({ year }) => year === 2024).map(({ code, values }) => [code, values]),
    );
    expect(of2024).toEqual({
      892: { appeals: '52', appealable: '2102', appealable_new: '1451' },
      891: { appeals: '184', appealable: '5919', appealable_new: 'x' },
      857: { appeals: '0', appealable: '173', appealable_new: '100' },
      England: { appeals: '236', appealable: '8194', appealable_new: '1551' },
    });
  });

  it('stops at a name it does not know', async () => {
    const tribunalRows = await load('./tribunal.mjs', 'tribunalRows');
    write(row('Nottinghamshire', '891', '1,2,50%', '1,2'));
    expect(() => tribunalRows(folder, () => undefined)).toThrow(/no authority of this name: Nottinghamshire 2014/);
  });
});

describe('Reading the neighbours', () => {
  it('matches by name, variants too, and stops at one it does not know', async () => {
    const neighbourRows = await load('./neighbours.mjs', 'neighbourRows');
    const codes: Record<string, string> = { 'County Durham': '840', Bedford: '822' };
    writeFileSync(
      join(folder, 'stat-neighbours.csv'),
      '\uFEFFDurham,Bedford Borough\r\nBedford Borough,Durham\r\n,\r\n',
    );
    expect(neighbourRows(folder, (name: string) => codes[name])).toEqual([
      { of: { code: '822', name: 'Bedford' }, rank: 1, neighbour: { code: '840', name: 'County Durham' } },
      { of: { code: '840', name: 'County Durham' }, rank: 1, neighbour: { code: '822', name: 'Bedford' } },
    ]);
    writeFileSync(join(folder, 'stat-neighbours.csv'), 'Durham\nAtlantis\n');
    expect(() => neighbourRows(folder, (name: string) => codes[name])).toThrow(/Atlantis/);
  });
});
