import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../finding.js';
import { read } from './sample-return.js';

const PROJECT = join(import.meta.dirname, '../../../../../..');
const SAMPLES = join(PROJECT, 'test/data/sen2-blade');
/** Returns too large to ship: beside the project, where somebody has them. */
const LARGE = join(PROJECT, '../shared/data/sen2-blade');

interface ExpectedFault {
  readonly file: string;
  readonly line: number | null;
  readonly severity: string;
  readonly field: string;
}

const CLEAN = [
  ['nottingham-2024', '892', 2404, 2417],
  ['nottingham-2024-resubmitted', '892', 2406, 2419],
  ['nottingham-2025', '892', 2507, 2507],
] as const;

describe('a clean return', () => {
  const clean = async (folder: string, authority: string, persons: number, requests: number) => {
    const reading = await read({ folder, authority });
    expect(reading.findings).toEqual([]);
    expect(reading.persons).toHaveLength(persons);
    expect(reading.persons.flatMap((person) => person.requests)).toHaveLength(requests);
  };

  it.each(CLEAN)('%s has nothing to report', (name, authority, persons, requests) =>
    clean(join(SAMPLES, name), authority, persons, requests),
  );

  if (existsSync(LARGE)) {
    it('a large one has nothing to report', () => clean(join(LARGE, 'nottinghamshire-2024'), '891', 6849, 6890));
  }
});

describe('the return with planted faults', () => {
  it('has each of them found, and nothing else but the other row of two that clash', async () => {
    const folder = join(SAMPLES, 'nottingham-2024-dirty');
    const { faults } = JSON.parse(readFileSync(join(folder, 'expected-report.json'), 'utf8')) as {
      faults: ExpectedFault[];
    };
    const expected = faults
      .filter(({ severity }) => severity !== 'accept')
      .map(({ file, line, severity, field }) => `${file} ${line} ${severity} ${field}`);
    const { findings, persons, return: opened } = await read({ folder, authority: '892' });
    const found = findings.map(({ file, row, severity, field }: Finding) => `${file} ${row} ${severity} ${field}`);

    expect(expected.filter((fault) => !found.includes(fault))).toEqual([]);
    expect(found.filter((fault) => !expected.includes(fault))).toEqual([
      'person 645 query upn',
      'senneed 1424 query sentyperank',
    ]);
    expect(opened.totals.errors).toBe(25);

    // What is imported, by the sample's own count.
    const requests = persons.flatMap((person) => person.requests);
    const plans = requests.flatMap(({ assessment }) => assessment?.namedPlan ?? []);
    expect([persons.length, requests.length]).toEqual([2430, 2437]);
    expect(requests.filter(({ assessment }) => assessment !== null)).toHaveLength(2270);
    expect(plans).toHaveLength(2051);
    expect(plans.filter(({ ceaseDate }) => ceaseDate !== null)).toHaveLength(137);
    expect(requests.filter(({ activePlan }) => activePlan !== null)).toHaveLength(1915);
  });
});
