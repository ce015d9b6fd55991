import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { laByCode, laByName, LOCAL_AUTHORITIES, REGIONS } from '@ehc/pathway';
import { shippedTables } from './tables.js';

const data = join(import.meta.dirname, 'data');
const files = readdirSync(data).filter((file) => file.endsWith('.csv'));
const rows = (file: string): Record<string, string>[] => parse(readFileSync(join(data, file)), { columns: true });

describe('The tables shipped with the project', () => {
  it('are small, and come with their notice', () => {
    expect(files).toHaveLength(6);
    expect(files.reduce((size, file) => size + statSync(join(data, file)).size, 0)).toBeLessThan(3_000_000);
    expect(readFileSync(join(data, 'NOTICE.md'), 'utf8')).toContain('Open Government Licence v3.0');
  });

  it.each(files)('%s: names and codes agree with the list of authorities', (file) => {
    for (const { code, name, year } of rows(file) as { code: string; name: string; year?: string }[]) {
      if (code === 'England' || (REGIONS as readonly string[]).includes(code)) {
        expect(name).toBe(code);
        continue;
      }
      expect([code, laByCode(code)?.name]).toEqual([code, name]);
      if (year !== undefined) expect([year, name, laByName(name, Number(year))?.code]).toEqual([year, name, code]);
    }
  });

  it('hold every region and, year by year, every authority that there was', () => {
    const tables = shippedTables();
    expect(tables.years).toEqual([2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024]);
    for (const year of tables.years) {
      const places = tables.places(year);
      expect(places).toEqual(expect.arrayContaining(['England', ...REGIONS]));
      const lacking = LOCAL_AUTHORITIES.filter((la) => (la.from ?? 0) <= year && year <= (la.until ?? Infinity))
        .filter((la) => !places.includes(la.code))
        .map((la) => la.name);
      expect([year, lacking]).toEqual([year, []]);
    }
  });

  it('hold neighbours for every authority of today, by name and code alike', () => {
    for (const row of rows('neighbours.csv')) {
      expect(laByName(row['neighbour_name'] as string)?.code).toBe(row['neighbour_code']);
    }
  });
});
