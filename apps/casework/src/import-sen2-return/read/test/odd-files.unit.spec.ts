import { describe, expect, it } from '@jest/globals';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CsvTokenizer } from '../csv/csv-tokenizer.js';
import { MODULES, type ModuleName } from '../modules.js';
import { ReturnRefused } from '../return-refused.js';
import { NOTTINGHAM, SampleReturn, errorRows, refusal } from './sample-return.js';

/** The file's text with something done to it. */
async function altered(module: ModuleName, alter: (text: string) => string | Buffer): Promise<SampleReturn> {
  const sample = await SampleReturn.load();
  const bytes = alter(sample.csv(module));
  sample.bytes.set(module, typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  return sample;
}

/** With each cell in quotes. */
function inQuotes(text: string): string {
  const records = new CsvTokenizer().push(text);
  return records.map(({ cells }) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`).join('');
}

/** A blank line at the start moves every row. */
const withoutLines = (person: unknown): string => JSON.stringify(person).replaceAll(/"line":\d+/g, '');

const rules = (findings: readonly { rule: string; file: string | null; row: number | null }[]): string[] =>
  findings.map(({ rule, file, row }) => `${rule} ${file} ${row}`);

describe('a file that reads differently and means the same', () => {
  const same: [string, (text: string) => string][] = [
    ['has a byte-order mark', (text) => `\uFEFF${text}`],
    ['has LF for CRLF', (text) => text.replaceAll('\r\n', '\n')],
    ['has CR for CRLF', (text) => text.replaceAll('\r\n', '\r')],
    ['has mixed line ends', (text) => text.replace(/\r\n/g, (end, at: number) => (at % 3 === 0 ? '\n' : end))],
    ['has no line end at its end', (text) => text.trimEnd()],
    ['ends with blank lines and lines of commas', (text) => `${text}\r\n\r\n,,,,,\r\n  , ,\r\n"",""\r\n`],
    ['begins with a blank line', (text) => `\r\n${text}`],
    ['has every cell in quotes', inQuotes],
    ['has its columns in capitals', (text) => text.replace(/^.*/, (line) => line.toUpperCase())],
  ];

  it.each(same)('%s', async (_, alter) => {
    const sample = await SampleReturn.load();
    const before = await sample.read();
    for (const module of MODULES) sample.bytes.set(module, Buffer.from(alter(sample.csv(module))));
    const { findings, persons } = await sample.read();
    expect(findings).toEqual([]);
    expect(persons.map(withoutLines)).toEqual(before.persons.map(withoutLines));
  });

  it.each(MODULES)('%s: has its columns in another order', async (module) => {
    const sample = await SampleReturn.load();
    const table = sample.table(module);
    const order = table.columns.map((_, i) => i).toReversed();
    table.columns = order.map((i) => table.columns[i]!);
    table.rows = table.rows.map((cells) => order.map((i) => cells[i]!));
    const { findings, persons } = await sample.read();
    expect(findings).toEqual([]);
    expect(persons).toEqual((await (await SampleReturn.load()).read()).persons);
  });

  it('has line breaks in a quoted cell: later rows are found by their physical line', async () => {
    const sample = await SampleReturn.load();
    sample.set('plandetail', 3, 'sensettingother', 'At home,\r\n"two" mornings\nand\ra forest school');
    sample.set('plandetail', 9, 'placementrank', '7');
    const { findings } = await sample.read();
    expect(findings).toEqual([expect.objectContaining({ rule: 'SEN2-R022', row: 9 + 2 + 3, field: 'placementrank' })]);
  });

  it('says so when it is in Windows-1252, and reads its letters', async () => {
    const sample = await SampleReturn.load();
    sample.set('person', 0, 'surname', 'Müller–O’Dea').set('person', 1, 'surname', 'Šimić€');
    sample.bytes.set(
      'person',
      Buffer.from(sample.csv('person').replaceAll(/[^\x20-\x7f\r\n]/g, toWindows1252), 'latin1'),
    );
    const { findings, persons } = await sample.read();
    expect(findings).toEqual([
      expect.objectContaining({ rule: 'SEN2-R080', severity: 'query', file: 'person', row: null, field: '' }),
    ]);
    expect(persons[0]!.surname).toBe('Müller–O’Dea');
    expect(persons[1]!.surname).toBe('Šimi?€');
  });

  it('says so when it has a column that is not known, without naming it', async () => {
    const sample = await SampleReturn.load();
    const table = sample.table('senneed');
    table.columns.push('Jane Doe');
    table.rows.forEach((cells, i) => cells.push(`L${i}`));
    const { findings } = await sample.read();
    expect(findings).toEqual([
      {
        rule: 'SEN2-R081',
        severity: 'query',
        file: 'senneed',
        row: null,
        field: '',
        text: 'A column that is not known: ignored. Column 8.',
      },
    ]);
  });

  it.each([
    ['activeplans', 'transferla'],
    ['assessment', 'week20'],
    ['person', 'sex'],
    ['requests', 'requestoutcomedate'],
    ['namedplan', 'dp'],
    ['placementdetail', 'entrydate'],
  ] as const)('%s: says once that %s is not there, not in each row', async (module, column) => {
    const sample = await SampleReturn.load();
    const table = sample.table(module);
    const place = sample.place(module, column);
    table.columns.splice(place, 1);
    for (const cells of table.rows) cells.splice(place, 1);
    const { findings } = await sample.read();
    expect(findings).toEqual([
      expect.objectContaining({ rule: 'SEN2-R082', severity: 'query', file: module, row: null, field: column }),
    ]);
  });

  it('takes an older return: GenderCurrent, RES and WPB with the active plan, no source, no drafts', async () => {
    const sample = await SampleReturn.load();
    const drop = (module: ModuleName, ...columns: string[]): void => {
      for (const column of columns) {
        const place = sample.place(module, column);
        sample.table(module).columns.splice(place, 1);
        for (const cells of sample.table(module).rows) cells.splice(place, 1);
      }
    };
    const append = (module: ModuleName, column: string, value: (row: number) => string): void => {
      sample.table(module).columns.push(column);
      sample.table(module).rows.forEach((cells, row) => cells.push(value(row)));
    };
    drop('person', 'sex');
    append('person', 'GenderCurrent', (row) => ['0', '1', '2', '9'][row % 4]!);
    drop('requests', 'requestsource');
    drop(
      'activeplans',
      'reviewmeeting',
      'reviewoutcome',
      'reviewdraft',
      'phasetransferduedate',
      'phasetransferfinaldate',
    );
    append('activeplans', 'RES', (row) => (row === 0 ? 'A' : ''));
    append('activeplans', 'WPB', (row) => (row === 0 ? 'S' : ''));
    drop('placementdetail', 'res', 'wbp');
    append('placementdetail', 'AttendancePattern', () => 'full');
    drop('sen2', 'dsco');
    const { findings, persons } = await sample.read();
    expect(findings).toEqual([]);
    expect(persons.slice(0, 4).map(({ sex }) => sex)).toEqual([null, 'M', 'F', null]);
    const plans = persons.flatMap(({ requests }) => requests).flatMap(({ activePlan }) => activePlan ?? []);
    expect(plans.filter(({ res, wbp }) => res === 'A' && wbp === 'S')).toHaveLength(1);
  });
});

describe('a return that cannot be used', () => {
  it.each(MODULES)('%s: a file is missing', async (module) => {
    const sample = await SampleReturn.load();
    sample.names.delete(module);
    expect(rules(await sample.refusal())).toEqual([`SEN2-F04 ${module} null`]);
  });

  it('all that are missing are named at once', async () => {
    const sample = await SampleReturn.load();
    for (const module of ['person', 'senneed'] as const) sample.names.delete(module);
    expect(rules(await sample.refusal())).toEqual(['SEN2-F04 person null', 'SEN2-F04 senneed null']);
  });

  it('there are two files for a module', async () => {
    const sample = await SampleReturn.load();
    const findings = await sample.inFolder(async (folder) => {
      await writeFile(join(folder, 'Blade-Export_31-01-2025_person (1).csv'), 'x');
      return refusal({ folder, authority: NOTTINGHAM });
    });
    expect(rules(findings)).toEqual(['SEN2-F05 person null']);
  });

  it('other files in the folder are no matter', async () => {
    const sample = await SampleReturn.load();
    const reading = await sample.inFolder(async (folder) => {
      await writeFile(join(folder, 'expected.json'), '{}');
      await writeFile(join(folder, 'all-people.csv'), 'x');
      await writeFile(join(folder, 'Blade-Export_31-01-2025_person.csv.bak'), 'x');
      return refusal({ folder, authority: '891' });
    });
    expect(rules(reading)).toEqual(['SEN2-F17 sen2 2']);
  });

  it('the folder does not exist, or is a file', async () => {
    const sample = await SampleReturn.load();
    await sample.inFolder(async (folder) => {
      expect(rules(await refusal({ folder: join(folder, 'none'), authority: NOTTINGHAM }))).toEqual([
        'SEN2-F01 null null',
      ]);
      expect(rules(await refusal({ folder: join(folder, sample.names.get('sen2')!), authority: NOTTINGHAM }))).toEqual([
        'SEN2-F02 null null',
      ]);
      expect(
        rules(await refusal({ folder: join(folder, sample.names.get('sen2')!, 'x'), authority: NOTTINGHAM })),
      ).toEqual(['SEN2-F01 null null']);
    });
  });

  it('a file is a folder, or may not be read', async () => {
    const sample = await SampleReturn.load();
    await sample.inFolder(async (folder) => {
      const person = join(folder, sample.names.get('person')!);
      await rm(person);
      await mkdir(person);
      expect(rules(await refusal({ folder, authority: NOTTINGHAM }))).toEqual(['SEN2-F06 person null']);
      await rm(person, { recursive: true });
      await sample.write(folder);
      await chmod(person, 0);
      // Whoever may read everything (root) has no such trouble.
      if (process.getuid?.() !== 0) {
        expect(rules(await refusal({ folder, authority: NOTTINGHAM }))).toEqual(['SEN2-F06 person null']);
      }
    });
  });

  it('a file is larger than a return can be', async () => {
    const sample = await SampleReturn.load();
    expect(rules(await sample.refusal({ maxFileBytes: 2500 }))).toContain('SEN2-F07 requests null');
  });

  it.each([
    ['empty', '', 'SEN2-F08 person null'],
    ['blank lines only', '\r\n\r\n ,, \r\n', 'SEN2-F08 person null'],
    ['a byte-order mark only', '\uFEFF', 'SEN2-F08 person null'],
    ['UTF-16 with a mark', Buffer.from('\uFEFFpersontableid,surname\r\n', 'utf16le'), 'SEN2-F09 person null'],
    ['UTF-16 the other way round', Buffer.from('\uFEFFpersontableid\r\n', 'utf16le').swap16(), 'SEN2-F09 person null'],
    ['UTF-16 without a mark', Buffer.from('persontableid,surname\r\n', 'utf16le'), 'SEN2-F09 person null'],
  ] as const)('a file is %s', async (_, content, expected) => {
    const sample = await altered('person', () => Buffer.from(content as string));
    expect(rules(await sample.refusal())).toEqual([expected]);
  });

  it('a file has zero bytes in it', async () => {
    const sample = await altered('requests', (text) => text.replace('2024', '20\u000024'));
    expect(rules(await sample.refusal())).toEqual(['SEN2-F10 requests null']);
  });

  it.each([
    ['person', 'persontableid'],
    ['person', 'sen2tableid'],
    ['requests', 'receiveddate'],
    ['requests', 'requestoutcome'],
    ['assessment', 'requeststableid'],
    ['assessment', 'assessmentoutcome'],
    ['namedplan', 'startdate'],
    ['senneed', 'sentype'],
    ['sen2', 'lea'],
    ['sen2', 'year'],
  ] as const)('%s: the column %s is missing', async (module, column) => {
    const sample = await SampleReturn.load();
    const { columns } = sample.table(module);
    columns[columns.indexOf(column)] = 'something';
    expect(await sample.refusal()).toEqual([
      expect.objectContaining({ rule: 'SEN2-F11', file: module, row: null, field: column }),
    ]);
  });

  it('a file has no line with the names of the columns, and not one of its values is told', async () => {
    const sample = await altered('person', (text) => text.slice(text.indexOf('\n') + 1));
    const findings = await sample.refusal();
    expect(rules(findings)).toEqual(['SEN2-F11 person null', 'SEN2-F11 person null']);
    expect(JSON.stringify(findings)).not.toContain(sample.get('person', 0, 'surname'));
  });

  it('cells are parted by semicolons', async () => {
    const sample = await altered('senneed', (text) => text.replaceAll(',', ';'));
    const [first] = await sample.refusal();
    expect(first!.text).toMatch(/semicolons/);
  });

  it('a key column is there twice', async () => {
    const sample = await SampleReturn.load();
    const { columns } = sample.table('senneed');
    columns[columns.indexOf('NativeId')] = 'SENTYPE';
    expect(rules(await sample.refusal())).toEqual(['SEN2-F12 senneed null']);
  });

  it('a quotation mark is not closed: the line on which it opens is named', async () => {
    const toTheEnd = await SampleReturn.load();
    toTheEnd.bytes.set(
      'person',
      Buffer.from(toTheEnd.csv('person').replace(toTheEnd.get('person', 4, 'postcode'), '"ZZ1 1ZZ')),
    );
    expect(rules(await toTheEnd.refusal())).toEqual(['SEN2-F13 person 6']);

    // Closed by a later one in the same column: each row has its cells, and six rows would be lost without a sign.
    const sample = await SampleReturn.load();
    const lines = sample.csv('plandetail').split('\r\n');
    const withText = (line: string, text: string): string => {
      const cells = line.split(',');
      cells[sample.place('plandetail', 'sensettingother')] = text;
      return cells.join(',');
    };
    lines[3] = withText(lines[3]!, '"At home');
    lines[9] = withText(lines[9]!, 'at school"');
    sample.bytes.set('plandetail', Buffer.from(lines.join('\r\n')));
    expect(rules(await sample.refusal())).toEqual(['SEN2-F13 plandetail 4']);
  });

  it('a row has no end', async () => {
    const sample = await altered('person', (text) => `${text}1,${'x'.repeat(2 ** 21)}`);
    expect(rules(await sample.refusal())).toEqual(['SEN2-F14 person 42']);
  });

  it('one person has more rows than a person can have', async () => {
    const sample = await SampleReturn.load();
    const person = sample.get('person', 0, 'persontableid');
    for (let i = 0; i < 5001; i++) sample.add('requests', { requeststableid: `x${i}`, persontableid: person });
    expect(rules(await sample.refusal())).toEqual(['SEN2-F22 person null']);
  });

  it('nobody in it can be used', async () => {
    const none = await SampleReturn.load();
    for (const module of MODULES.slice(1)) none.table(module).rows = [];
    expect(rules(await none.refusal())).toEqual(['SEN2-F18 person null']);
    const another = await SampleReturn.load();
    another.set('sen2', 0, 'sen2tableid', '7');
    expect(rules(await another.refusal())).toEqual(['SEN2-F18 person null']);
    const shifted = await altered('person', (text) => text.replace('surname', 'surname,initials'));
    expect(rules(await shifted.refusal())).toEqual(['SEN2-F18 person null']);
  });

  it('says where, without a value, in the message of the error', async () => {
    const sample = await altered('person', (text) => `${text}1,2,3,4,5,"Secretname`);
    expect(new ReturnRefused(await sample.refusal()).message).toBe(
      'person, line 42: A quotation mark opens on this line and is not closed.',
    );
  });
});

describe('the header', () => {
  const withHeader = async (cells: Readonly<Record<string, string>>): Promise<SampleReturn> => {
    const sample = await SampleReturn.load();
    for (const [column, value] of Object.entries(cells)) sample.set('sen2', 0, column, value);
    return sample;
  };

  it.each([
    [{ lea: '891' }, 'SEN2-F17 sen2 2'],
    [{ year: '', referencedate: '' }, 'SEN2-F19 sen2 2'],
    [{ sen2tableid: '' }, 'SEN2-F23 sen2 2'],
  ])('%j is refused', async (cells, expected) =>
    expect(rules(await (await withHeader(cells as Record<string, string>)).refusal())).toEqual([expected]),
  );

  it('is one row', async () => {
    const none = await SampleReturn.load();
    none.table('sen2').rows = [];
    expect(rules(await none.refusal())).toEqual(['SEN2-F15 sen2 null']);
    const two = await SampleReturn.load();
    const [row] = two.table('sen2').rows;
    two.table('sen2').rows.push(['7', ...row!.slice(1)]);
    expect(rules(await two.refusal())).toEqual(['SEN2-F16 sen2 3']);
    const damaged = await SampleReturn.load();
    damaged.table('sen2').rows[0]!.push('x');
    expect(rules(await damaged.refusal())).toEqual(['SEN2-F23 sen2 null']);
  });

  it.each([
    [{ lea: ' 892.0 ' }, [], {}],
    [{ lea: '' }, ['SEN2-R094'], {}],
    [{ lea: '999' }, ['SEN2-R094'], {}],
    [{ lea: 'Nottingham' }, ['SEN2-R094'], {}],
    [{ year: '2025.0' }, [], { year: 2025, activityYear: 2024 }],
    [{ datetime: '2025-01-31T14:30:00' }, [], { dateTime: '2025-01-31T14:30:00' }],
    [{ referencedate: '' }, ['SEN2-R090'], { referenceDate: '2025-01-16' }],
    [{ referencedate: '2025-Jan-32 00:00:00' }, ['SEN2-R090'], { referenceDate: '2025-01-16' }],
    [{ referencedate: '16/01/2025' }, ['SEN2-R021'], { referenceDate: '2025-01-16' }],
    [{ datetime: '' }, ['SEN2-R091'], { dateTime: '2025-01-31T00:00:00' }],
    [{ datetime: '31/01/2025' }, ['SEN2-R021'], { dateTime: '2025-01-31T00:00:00' }],
    [{ year: '' }, ['SEN2-R092'], { year: 2025 }],
    [{ year: '2026' }, ['SEN2-R093'], { year: 2026 }],
    [{ collection: 'CIN' }, ['SEN2-R022'], {}],
    [{ sourcelevel: '' }, ['SEN2-R029'], {}],
    [{ serialno: '2' }, [], { serialNo: 2 }],
    [{ serialno: 'two' }, ['SEN2-R024'], { serialNo: null }],
  ])('%j is read', async (cells, expected, header) => {
    const { findings, return: opened } = await (await withHeader(cells as Record<string, string>)).read();
    expect(findings.map(({ rule }) => rule)).toEqual(expected);
    expect(opened.header).toMatchObject({ authority: NOTTINGHAM, ...header });
  });

  it('is refused where neither it nor the file says when the return was made', async () => {
    const sample = await withHeader({ datetime: '' });
    sample.names.set('sen2', 'sen2.csv');
    expect(rules(await sample.refusal())).toEqual(['SEN2-F20 sen2 2']);
  });

  it('has a digest of the content, which changes with any byte and with the key', async () => {
    const digest = async (sample: SampleReturn, contentKey?: Uint8Array): Promise<string> =>
      (await sample.read({ contentKey })).return.header.contentDigest;
    const sample = await SampleReturn.load();
    const plain = await digest(sample);
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest(await SampleReturn.load())).toBe(plain);
    const keyed = await digest(sample, new Uint8Array(32).fill(1));
    expect(keyed).not.toBe(plain);
    expect(await digest(sample, new Uint8Array(32).fill(2))).not.toBe(keyed);
    expect(await digest(sample, new Uint8Array(32).fill(1))).toBe(keyed);
    expect(await digest(await altered('senneed', (text) => `${text}\r\n`))).not.toBe(plain);
  });
});

describe('what is said', () => {
  it('has no value of the return in it, whatever is wrong', async () => {
    const sample = await SampleReturn.load();
    const secret = 'Sekret-';
    let planted = 0;
    for (const module of MODULES) {
      if (module === 'sen2') continue;
      const { columns, rows } = sample.table(module);
      rows.forEach((cells, row) => {
        // One cell of each row in turn, so that each column is spoilt in some row.
        cells[row % columns.length] = `${secret}${planted++}`;
      });
    }
    const { findings, return: opened } = await sample.read();
    expect(errorRows(findings).length).toBeGreaterThan(50);
    expect(JSON.stringify([findings, opened.totals])).not.toMatch(new RegExp(`${secret}\\d`));
  });
});

const WINDOWS_1252: Readonly<Record<string, number>> = { '–': 0x96, '’': 0x92, Š: 0x8a, '€': 0x80, ü: 0xfc };

/** A letter as the byte it is in Windows-1252; those that are not in it here are of no matter. */
function toWindows1252(letter: string): string {
  return letter.charCodeAt(0) < 256 ? letter : String.fromCharCode(WINDOWS_1252[letter] ?? 63);
}
