import { keyColumn, parentColumn, type ModuleName } from './modules.js';

/**
 * must: without the column no row of the file can be used. expected: its absence is queried, and each cell counts as
 * blank. optional: there only in some versions of the return, or of no use to us.
 */
export type ColumnNeed = 'must' | 'expected' | 'optional';

export interface ColumnSpec {
  /** As in the export: the tag in lower case. */
  readonly name: string;
  /** Other spellings met (data-standards.md §1.3, §1.5). */
  readonly aliases?: readonly string[];
  readonly need: ColumnNeed;
}

const must = (name: string): ColumnSpec => ({ name, need: 'must' });
const expected = (name: string, ...aliases: string[]): ColumnSpec => ({ name, aliases, need: 'expected' });
const optional = (name: string, ...aliases: string[]): ColumnSpec => ({ name, aliases, need: 'optional' });

const keys = (module: ModuleName): ColumnSpec[] => {
  const parent = parentColumn(module);
  return [must(keyColumn(module)), ...(parent === null ? [] : [must(parent)])];
};

const setting = [
  expected('urn'),
  expected('ukprn'),
  expected('sensetting'),
  expected('sensettingother'),
  expected('placementrank'),
  expected('senunitindicator'),
  expected('resourcedprovisionindicator'),
];

/**
 * The columns that are read, in the order in which a row's cells are staged: the key, the key above, then the fields
 * (`sen2-fields.csv`). Columns that came or went with a version of the return are optional.
 */
export const COLUMNS: Readonly<Record<ModuleName, readonly ColumnSpec[]>> = {
  sen2: [
    ...keys('sen2'),
    expected('collection'),
    must('year'),
    expected('referencedate'),
    expected('sourcelevel'),
    must('lea'),
    expected('softwarecode'),
    expected('release'),
    expected('serialno'),
    expected('datetime'),
    optional('dmo'),
    optional('dco'),
    optional('dsco'),
  ],
  person: [
    ...keys('person'),
    expected('surname'),
    expected('forename'),
    expected('personbirthdate'),
    // One of these two is expected: see `layoutOf`.
    optional('sex'),
    optional('gendercurrent'),
    expected('ethnicity'),
    expected('postcode'),
    expected('upn'),
    expected('uniquelearnernumber'),
    expected('upnunknown'),
  ],
  requests: [
    ...keys('requests'),
    must('receiveddate'),
    optional('requestsource', 'rquestsource'),
    expected('rya'),
    expected('requestoutcomedate'),
    must('requestoutcome'),
    expected('requestmediation'),
    expected('requesttribunal'),
    expected('exported'),
  ],
  assessment: [
    ...keys('assessment'),
    must('assessmentoutcome'),
    expected('assessmentoutcomedate'),
    expected('assessmentmediation'),
    expected('assessmenttribunal'),
    expected('othermediation'),
    expected('othertribunal'),
    expected('week20'),
  ],
  namedplan: [
    ...keys('namedplan'),
    must('startdate'),
    expected('planres'),
    expected('planwbp', 'planwpb'),
    expected('pb'),
    expected('oa'),
    expected('dp'),
    expected('ceasedate'),
    expected('ceasereason'),
  ],
  plandetail: [...keys('plandetail'), ...setting],
  activeplans: [
    ...keys('activeplans'),
    expected('transferla'),
    optional('reviewmeeting'),
    optional('reviewoutcome'),
    expected('lastreview'),
    optional('reviewdraft'),
    optional('phasetransferduedate'),
    optional('phasetransferfinaldate'),
    optional('res'),
    optional('wbp', 'wpb'),
  ],
  placementdetail: [
    ...keys('placementdetail'),
    ...setting,
    expected('entrydate'),
    expected('leavingdate'),
    optional('res'),
    optional('wbp', 'wpb'),
  ],
  senneed: [...keys('senneed'), must('sentype'), expected('sentyperank')],
};

/** Columns of the export that say nothing of a person (§1.5), and one that was dropped with v1.2. */
const UNREAD = ['nativeid', 'sourceid', 'attendancepattern'];

/** Where the columns of a file stand. */
export interface Layout {
  readonly module: ModuleName;
  /** How many cells each row must have. */
  readonly width: number;
  /** For each of the module's `COLUMNS`, its place in a row; −1 where the file has it not. */
  readonly places: readonly number[];
  /** Places, counted from 1, of columns that are not known: nothing is read from them. */
  readonly unknown: readonly number[];
  /** Known columns that come more than once; the first counts. */
  readonly repeated: readonly string[];
  /** Columns without which the file cannot be read. */
  readonly missing: readonly string[];
  /** Columns that should be there. */
  readonly absent: readonly string[];
}

/** Finds the columns by their names, in whatever order and letter case. */
export function layoutOf(module: ModuleName, header: readonly string[]): Layout {
  const specs = COLUMNS[module];
  const byName = new Map(specs.flatMap(({ name, aliases = [] }, i) => [name, ...aliases].map((known) => [known, i])));
  const unread = new Set([...UNREAD, `${module}orderseqcolumn`]);
  const places = specs.map(() => -1);
  const unknown: number[] = [];
  const repeated: string[] = [];
  for (const [place, cell] of header.entries()) {
    const name = cell.trim().toLowerCase();
    const index = byName.get(name);
    if (index === undefined) {
      if (!unread.has(name)) unknown.push(place + 1);
    } else if (places[index] === -1) {
      places[index] = place;
    } else {
      repeated.push(specs[index]!.name);
    }
  }
  const without = specs.filter((_, i) => places[i] === -1);
  const absent = without.filter(({ need }) => need === 'expected').map(({ name }) => name);
  if (module === 'person' && ['sex', 'gendercurrent'].every((name) => without.some((spec) => spec.name === name))) {
    absent.push('sex');
  }
  const missing = without.filter(({ need }) => need === 'must').map(({ name }) => name);
  return { module, width: header.length, places, unknown, repeated, missing, absent };
}

/** The cells of a row in the order of `COLUMNS`; a column that the file has not is blank. */
export const arrange = ({ places }: Layout, cells: readonly string[]): string[] =>
  places.map((place) => (place === -1 ? '' : (cells[place] ?? '').trim()));
