import { describe, expect, it } from '@jest/globals';
import type { Severity } from '../finding.js';
import { MODULES, PARENT, keyColumn, parentColumn, type ModuleName } from '../modules.js';
import { SampleReturn, errorRows } from './sample-return.js';

/** A value planted in a field, and what must be said of it. */
interface Planted {
  readonly file: ModuleName;
  readonly field: string;
  readonly what: string;
  readonly value: string | ((old: string) => string);
  /** null: read without a word. */
  readonly severity: Severity | null;
  /** Only rows whose field has this; otherwise any with something in the field. */
  readonly where?: (cell: (column: string) => string) => boolean;
}

const IMPOSSIBLE = '2024-Feb-31 00:00:00';
const FUTURE = '2031-Mar-04 00:00:00';

/** The field is filled, so that a damaged value stands where a good one was. */
const filled = (field: string) => (cell: (column: string) => string) => cell(field) !== '';
const always = (): boolean => true;

const dayMonthYear = (old: string): string => {
  const [year, month, day] = old.slice(0, 11).split('-') as [string, string, string];
  const number =
    ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].indexOf(month) + 1;
  return `${day.trim()}/${String(number).padStart(2, '0')}/${year}`;
};
const iso = (old: string): string => dayMonthYear(old).split('/').toReversed().join('-');

/** Every date of the nine files: an error where the row rests on it, else a query. */
const DATES: readonly [ModuleName, string, Severity][] = [
  ['sen2', 'referencedate', 'query'],
  ['sen2', 'datetime', 'query'],
  ['person', 'personbirthdate', 'query'],
  ['requests', 'receiveddate', 'error'],
  ['requests', 'requestoutcomedate', 'query'],
  ['assessment', 'assessmentoutcomedate', 'query'],
  ['namedplan', 'startdate', 'error'],
  ['namedplan', 'ceasedate', 'query'],
  ['activeplans', 'reviewmeeting', 'query'],
  ['activeplans', 'lastreview', 'query'],
  ['activeplans', 'reviewdraft', 'query'],
  ['activeplans', 'phasetransferduedate', 'query'],
  ['activeplans', 'phasetransferfinaldate', 'query'],
  ['placementdetail', 'entrydate', 'query'],
  ['placementdetail', 'leavingdate', 'query'],
];

/** Every code: as above. */
const CODES: readonly [ModuleName, string, Severity][] = [
  ['sen2', 'collection', 'query'],
  ['sen2', 'sourcelevel', 'query'],
  ['person', 'sex', 'query'],
  ['person', 'ethnicity', 'query'],
  ['person', 'upnunknown', 'query'],
  ['requests', 'requestsource', 'query'],
  ['requests', 'requestoutcome', 'error'],
  ['requests', 'exported', 'query'],
  ['assessment', 'assessmentoutcome', 'error'],
  ['namedplan', 'planres', 'query'],
  ['namedplan', 'ceasereason', 'query'],
  ['plandetail', 'sensetting', 'query'],
  ['plandetail', 'placementrank', 'query'],
  ['activeplans', 'transferla', 'query'],
  ['activeplans', 'reviewoutcome', 'query'],
  ['placementdetail', 'sensetting', 'query'],
  ['placementdetail', 'placementrank', 'query'],
  ['placementdetail', 'res', 'query'],
  ['senneed', 'sentype', 'error'],
  ['senneed', 'sentyperank', 'query'],
];

const FLAGS: readonly [ModuleName, string][] = [
  ['requests', 'rya'],
  ['requests', 'requestmediation'],
  ['requests', 'requesttribunal'],
  ['assessment', 'assessmentmediation'],
  ['assessment', 'assessmenttribunal'],
  ['assessment', 'othermediation'],
  ['assessment', 'othertribunal'],
  ['assessment', 'week20'],
  ['namedplan', 'pb'],
  ['namedplan', 'oa'],
  ['plandetail', 'senunitindicator'],
  ['plandetail', 'resourcedprovisionindicator'],
  ['placementdetail', 'senunitindicator'],
  ['placementdetail', 'resourcedprovisionindicator'],
];

const NUMBERS: readonly [ModuleName, string][] = [
  ['person', 'uniquelearnernumber'],
  ['plandetail', 'urn'],
  ['plandetail', 'ukprn'],
  ['placementdetail', 'urn'],
  ['placementdetail', 'ukprn'],
];

/** Fields that a return always has; `null` for those of which a blank says nothing. */
const BLANKS: readonly [ModuleName, string, Severity | null, ((cell: (column: string) => string) => boolean)?][] = [
  ['person', 'surname', 'query'],
  ['person', 'forename', 'query'],
  ['person', 'personbirthdate', 'query'],
  ['person', 'sex', 'query'],
  ['person', 'ethnicity', 'query'],
  ['person', 'postcode', 'query'],
  ['requests', 'receiveddate', 'error'],
  ['requests', 'requestoutcome', 'error'],
  ['requests', 'requestsource', 'query'],
  ['requests', 'requestoutcomedate', 'query'],
  ['requests', 'requestmediation', 'query'],
  ['requests', 'requesttribunal', 'query'],
  ['requests', 'rya', null],
  ['requests', 'exported', null],
  ['assessment', 'assessmentoutcome', 'error'],
  ['assessment', 'assessmentoutcomedate', 'query'],
  ['assessment', 'week20', 'query'],
  ['assessment', 'assessmentmediation', 'query'],
  ['assessment', 'othertribunal', 'query'],
  ['namedplan', 'startdate', 'error'],
  ['namedplan', 'ceasedate', 'query'],
  ['namedplan', 'ceasereason', 'query'],
  ['namedplan', 'pb', null],
  ['namedplan', 'oa', null],
  ['plandetail', 'urn', 'query'],
  ['plandetail', 'ukprn', 'query'],
  ['plandetail', 'sensetting', 'query'],
  ['plandetail', 'placementrank', 'query'],
  ['plandetail', 'senunitindicator', 'query', filled('urn')],
  ['placementdetail', 'urn', 'query'],
  ['placementdetail', 'sensetting', 'query'],
  ['placementdetail', 'placementrank', 'query'],
  ['placementdetail', 'entrydate', 'query'],
  ['placementdetail', 'resourcedprovisionindicator', 'query', filled('ukprn')],
  ['activeplans', 'reviewoutcome', 'query'],
  ['activeplans', 'reviewdraft', null],
  ['senneed', 'sentype', 'error'],
  ['senneed', 'sentyperank', 'query'],
];

/** Dates of the steps of a case, and a value that puts each before the step it follows. */
const STEPS: readonly [ModuleName, string][] = [
  ['requests', 'receiveddate'],
  ['requests', 'requestoutcomedate'],
  ['assessment', 'assessmentoutcomedate'],
  ['namedplan', 'startdate'],
  ['namedplan', 'ceasedate'],
];

const PLANTED: readonly Planted[] = [
  ...DATES.flatMap(([file, field, severity]): Planted[] => [
    { file, field, what: 'an impossible day', value: IMPOSSIBLE, severity },
    { file, field, what: 'no date', value: 'not known', severity },
    { file, field, what: 'a year of two digits', value: '14/03/24', severity },
    { file, field, what: 'a number of days', value: '45365', severity },
    { file, field, what: 'month 13', value: '2024-13-01', severity },
    { file, field, what: 'year 204', value: '0204-Mar-01 00:00:00', severity },
    { file, field, what: 'day/month/year', value: dayMonthYear, severity: 'query' },
    { file, field, what: 'day.month.year', value: (old) => dayMonthYear(old).replaceAll('/', '.'), severity: 'query' },
    { file, field, what: 'an ISO date', value: iso, severity: null },
    { file, field, what: 'an ISO date and time', value: (old) => `${iso(old)}T00:00:00`, severity: null },
    { file, field, what: 'upper case', value: (old) => old.toUpperCase(), severity: null },
    { file, field, what: 'no time', value: (old) => old.slice(0, 11), severity: null },
    { file, field, what: 'blanks around it', value: (old) => ` ${old}\u00a0`, severity: null },
  ]),
  ...CODES.flatMap(([file, field, severity]): Planted[] => [
    { file, field, what: 'an unknown code', value: (old) => `X${old}`, severity },
    { file, field, what: 'another unknown code', value: '999', severity },
    { file, field, what: 'words', value: 'see the file', severity },
    { file, field, what: 'lower case', value: (old) => old.toLowerCase(), severity: null },
    { file, field, what: 'blanks around it', value: (old) => `  ${old} `, severity: null },
  ]),
  ...FLAGS.flatMap(([file, field]): Planted[] => [
    { file, field, what: 'yes', value: 'yes', severity: 'query' },
    { file, field, what: '2', value: '2', severity: 'query' },
    { file, field, what: '0.0 or 1.0', value: (old) => `${old}.0`, severity: null },
    { file, field, what: 'true or false', value: (old) => (old === '1' ? 'TRUE' : 'false'), severity: null },
  ]),
  ...NUMBERS.flatMap(([file, field]): Planted[] => [
    { file, field, what: 'spreadsheet notation', value: '9.27631E+09', severity: 'query' },
    { file, field, what: 'a digit lost', value: (old) => old.slice(1), severity: 'query' },
    { file, field, what: 'a letter in it', value: (old) => `${old.slice(0, -1)}O`, severity: 'query' },
    { file, field, what: '.0 behind it', value: (old) => `${old}.0`, severity: null },
    { file, field, what: 'blanks around it', value: (old) => ` ${old} `, severity: null },
  ]),
  ...BLANKS.map(([file, field, severity, where]): Planted => ({
    file,
    field,
    what: 'nothing',
    value: '',
    severity,
    where: where === undefined ? filled(field) : (cell) => filled(field)(cell) && where(cell),
  })),
  ...STEPS.map(([file, field]): Planted => ({
    file,
    field,
    what: 'a day after the return',
    value: FUTURE,
    severity: 'error',
  })),
  ...STEPS.slice(1).map(([file, field]): Planted => ({
    file,
    field,
    what: 'a day before the step before',
    value: '2001-Mar-04 00:00:00',
    severity: 'error',
  })),
  ...(['reviewmeeting', 'lastreview', 'reviewdraft'] as const).map((field): Planted => ({
    file: 'activeplans',
    field,
    what: 'a day after the return',
    value: FUTURE,
    severity: 'query',
  })),
  { file: 'activeplans', field: 'phasetransferduedate', what: 'a day to come', value: FUTURE, severity: null },
  {
    file: 'person',
    field: 'personbirthdate',
    what: 'a day after the request',
    value: '2025-Jan-30',
    severity: 'query',
  },
  { file: 'person', field: 'personbirthdate', what: 'too long ago', value: '1979-Jan-30', severity: 'query' },
  {
    file: 'person',
    field: 'upn',
    what: 'a wrong check letter',
    value: (old) => `${old.startsWith('A') ? 'B' : 'A'}${old.slice(1)}`,
    severity: 'query',
  },
  { file: 'person', field: 'upn', what: '12 characters', value: (old) => old.slice(0, 12), severity: 'query' },
  { file: 'person', field: 'upn', what: 'spreadsheet notation', value: '8.92E+11', severity: 'query' },
  { file: 'person', field: 'upn', what: 'lower case', value: (old) => old.toLowerCase(), severity: null },
  {
    file: 'person',
    field: 'uniquelearnernumber',
    what: 'a wrong check digit',
    value: (old) => `${old.slice(0, 9)}${(Number(old[9]) + 1) % 10}`,
    severity: 'query',
  },
  { file: 'person', field: 'surname', what: 'a text without end', value: 'x'.repeat(3000), severity: 'query' },
  ...(['dp', 'planwbp'] as const).flatMap((field): Planted[] => [
    { file: 'namedplan', field, what: 'a code not in our list', value: 'Q', severity: null, where: always },
    { file: 'namedplan', field, what: 'no code', value: 'see the file', severity: 'query', where: always },
  ]),
  { file: 'placementdetail', field: 'wbp', what: 'a placeholder', value: 't', severity: null, where: always },
  { file: 'sen2', field: 'serialno', what: 'no number', value: 'one', severity: 'query' },
];

/** Puts faults of different persons into one return each, as many as there are persons for. */
async function* returnsWithFaults(): AsyncGenerator<{
  sample: SampleReturn;
  planted: { fault: Planted; row: number }[];
}> {
  const clean = await SampleReturn.load();
  let left = [...PLANTED];
  while (left.length > 0) {
    const sample = await SampleReturn.load();
    const planted: { fault: Planted; row: number }[] = [];
    const taken = new Set<number>();
    for (const fault of left) {
      const { file, field, where = filled(field) } = fault;
      const candidates = clean.where(file, where);
      if (candidates.length === 0) throw new Error(`no row in which to plant ${file}.${field}: ${fault.what}`);
      const free = candidates.filter((row) => file === 'sen2' || !taken.has(clean.personOf(file, row)));
      // Spread over the rows, so that the same field is tried in different ones.
      const row = free[(planted.length * 7) % free.length];
      if (row === undefined || (file === 'sen2' && planted.some((other) => other.fault.file === 'sen2'))) continue;
      if (file !== 'sen2') taken.add(clean.personOf(file, row));
      const old = clean.get(file, row, field);
      sample.set(file, row, field, typeof fault.value === 'string' ? fault.value : fault.value(old));
      planted.push({ fault, row });
    }
    const done = new Set(planted.map(({ fault }) => fault));
    left = left.filter((fault) => !done.has(fault));
    yield { sample, planted };
  }
}

describe('a fault planted in a field', () => {
  it('the made-up return itself has nothing to report', async () => {
    const { findings, persons } = await (await SampleReturn.load()).read();
    expect(findings).toEqual([]);
    expect(persons).toHaveLength(40);
  });

  it(`is found with its severity, and nothing else is an error (${PLANTED.length} faults)`, async () => {
    const problems: string[] = [];
    for await (const { sample, planted } of returnsWithFaults()) {
      const { findings } = await sample.read();
      const expectedErrors: string[] = [];
      for (const { fault, row } of planted) {
        const { file, field, what, severity } = fault;
        const about = `${file}.${field} (line ${row + 2}): ${what}`;
        const here = findings.filter((finding) => finding.file === file && finding.row === row + 2);
        if (severity === null && here.length > 0) problems.push(`${about}: ${here[0]!.rule}`);
        // Of a setting that is nowhere given, the first of the three columns is named.
        const named = what === 'nothing' && ['ukprn', 'sensetting'].includes(field) ? 'urn' : field;
        if (severity !== null && !here.some((finding) => finding.severity === severity && finding.field === named)) {
          problems.push(`${about}: no ${severity}, but ${JSON.stringify(here)}`);
        }
        if (severity === 'error') expectedErrors.push(`${file}:${row + 2}`, ...sample.belowOf(file, row));
      }
      const found = errorRows(findings);
      problems.push(...found.filter((row) => !expectedErrors.includes(row)).map((row) => `an error too many: ${row}`));
      problems.push(...expectedErrors.filter((row) => !found.includes(row)).map((row) => `no error: ${row}`));
    }
    expect(problems).toEqual([]);
  });
});

describe('a fault in the keys or cells of a row', () => {
  const below = MODULES.filter((module): module is Exclude<ModuleName, 'sen2'> => module !== 'sen2');

  it.each(below)('%s: a row without a key takes what is below it along', async (module) => {
    const sample = await SampleReturn.load();
    const row = 3;
    const lost = sample.belowOf(module, row);
    sample.set(module, row, keyColumn(module), '');
    const { findings } = await sample.read();
    expect(errorRows(findings).toSorted()).toEqual([`${module}:${row + 2}`, ...lost].toSorted());
    expect(findings.find(({ file, row: line }) => file === module && line === row + 2)).toMatchObject({
      rule: 'SEN2-R002',
      field: keyColumn(module),
    });
  });

  it.each(below)('%s: a row whose key a spreadsheet damaged likewise', async (module) => {
    const sample = await SampleReturn.load();
    const lost = sample.belowOf(module, 5);
    sample.set(module, 5, keyColumn(module), '9.18E+08');
    const { findings } = await sample.read();
    expect(errorRows(findings).toSorted()).toEqual([`${module}:7`, ...lost].toSorted());
  });

  it.each(below)('%s: a second row with a key is left out, the first stays with what is below it', async (module) => {
    const sample = await SampleReturn.load();
    const before = await sample.read();
    const [first] = sample.table(module).rows;
    sample.table(module).rows.push([...first!]);
    const { findings, persons } = await sample.read();
    const line = sample.table(module).rows.length + 1;
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'SEN2-R003',
        severity: 'error',
        file: module,
        row: line,
        field: keyColumn(module),
      }),
    ]);
    expect(persons).toEqual(before.persons);
  });

  it.each(below)('%s: a row without the one above it takes what is below it along', async (module) => {
    const sample = await SampleReturn.load();
    const row = sample.table(module).rows.length - 1;
    const lost = sample.belowOf(module, row);
    sample.set(module, row, parentColumn(module)!, '999000111');
    const { findings } = await sample.read();
    expect(errorRows(findings).toSorted()).toEqual([`${module}:${row + 2}`, ...lost].toSorted());
    expect(findings.find(({ file, row: line }) => file === module && line === row + 2)).toMatchObject({
      rule: 'SEN2-R004',
      field: parentColumn(module),
    });
    for (const finding of findings.filter(({ severity, file }) => severity === 'error' && file !== module)) {
      expect(finding).toMatchObject({ rule: 'SEN2-R005', field: parentColumn(finding.file!) });
    }
  });

  it.each(below)('%s: a row that names no row above it likewise', async (module) => {
    const sample = await SampleReturn.load();
    const lost = sample.belowOf(module, 1);
    sample.set(module, 1, parentColumn(module)!, '');
    const { findings } = await sample.read();
    expect(errorRows(findings).toSorted()).toEqual([`${module}:3`, ...lost].toSorted());
  });

  it.each(below.flatMap((module) => [[module, 'too many'] as const, [module, 'too few'] as const]))(
    '%s: a row with %s cells takes what is below it along',
    async (module, which) => {
      const sample = await SampleReturn.load();
      const lost = sample.belowOf(module, 2);
      const { rows } = sample.table(module);
      rows[2] = which === 'too many' ? [...rows[2]!, 'at home'] : rows[2]!.slice(0, -1);
      const { findings } = await sample.read();
      expect(errorRows(findings).toSorted()).toEqual([`${module}:4`, ...lost].toSorted());
      expect(findings.find(({ file, row }) => file === module && row === 4)).toMatchObject({
        rule: 'SEN2-R001',
        field: '',
      });
      // What was left out is not held against the row above it.
      expect(findings.filter(({ severity }) => severity === 'query')).toEqual([]);
    },
  );

  it('a key written 123.0 is 123, with any blanks', async () => {
    const sample = await SampleReturn.load();
    for (const module of below) {
      for (const row of sample.where(module, (_, i) => i % 2 === 0)) {
        sample.set(module, row, keyColumn(module), `${sample.get(module, row, keyColumn(module))}.0`);
        sample.set(module, row, parentColumn(module)!, ` ${sample.get(module, row, parentColumn(module)!)} `);
      }
    }
    expect((await sample.read()).findings).toEqual([]);
  });

  it('every row of one error takes along only what hangs on it', async () => {
    const sample = await SampleReturn.load();
    const [request] = sample.where('requests', (cell) => cell('requestoutcome') === 'H');
    const lost = sample.belowOf('requests', request!);
    expect(lost.length).toBeGreaterThan(4);
    sample.set('requests', request!, 'receiveddate', '').set('requests', request!, 'requestoutcome', 'Q');
    const { findings, return: opened } = await sample.read();
    const own = findings.filter(({ file }) => file === 'requests');
    expect(own.map(({ field, row }) => [field, row])).toEqual([
      ['receiveddate', request! + 2],
      ['requestoutcome', request! + 2],
    ]);
    expect(opened.counts.requests).toEqual({ rows: 41, leftOut: 1 });
    expect(errorRows(findings)).toHaveLength(1 + lost.length);
  });

  it('a header row twice is a row with its key repeated', async () => {
    const sample = await SampleReturn.load();
    const { rows } = sample.table('sen2');
    rows.push([...rows[0]!]);
    const { findings, persons } = await sample.read();
    expect(findings).toEqual([expect.objectContaining({ rule: 'SEN2-R003', severity: 'error', file: 'sen2', row: 3 })]);
    expect(persons).toHaveLength(40);
  });
});

describe('the tree of the modules', () => {
  it('has each module below one that comes before it', () => {
    for (const module of MODULES) {
      const parent = PARENT[module];
      if (parent !== null) expect(MODULES.indexOf(parent)).toBeLessThan(MODULES.indexOf(module));
    }
  });
});
