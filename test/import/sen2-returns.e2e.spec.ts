import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** The same return with a later date in its header. */
const madeAnew = (folder: string): string => {
  const target = mkdtempSync(join(tmpdir(), 'ehc-anew-'));
  cpSync(folder, target, { recursive: true });
  const header = join(
    target,
    readdirSync(target).find((name) => name.endsWith('_sen2.csv'))!,
  );
  writeFileSync(header, readFileSync(header, 'utf8').replace('2026-Jan-30', '2026-Feb-27'));
  return target;
};

const figures = (measures: readonly Measure[], ids: readonly string[]) =>
  ids.map((id) => {
    const { numerator, denominator, value } = measures.find((measure) => measure.id === id) ?? ({} as Measure);
    return { id, numerator, denominator, value };
  });

const same = (given: readonly Measure[], wanted: readonly Measure[]) => {
  const ids = wanted.map(({ id }) => id);
  expect(figures(given, ids)).toEqual(figures(wanted, ids));
};

/** One difference between two forms of a year's return. */
interface Change {
  kind: 'corrected' | 'added' | 'removed';
  person: { upn: string; uniquelearnernumber: string; surname: string; forename: string; personbirthdate: string };
  receiveddate: string;
  file: string;
  field: string;
  old: unknown;
  new: unknown;
}
interface ExpectedChanges {
  changes: Change[];
  measures: { id: string; before: [number, number | null]; after: [number, number | null] }[];
}

/** The change as the service shows it: the same where it is recorded. */
const asRecorded = async (address: string, change: Change): Promise<unknown> => {
  const { person, file, field } = change;
  const search = async (wanted: object) => {
    const answer = await fetch(`${address}/api/casework/search`, {
      method: 'POST',
      headers: asTester(),
      body: JSON.stringify(wanted),
    });
    return ((await answer.json()) as { found: Found[] }).found;
  };
  const name = `${person.forename} ${person.surname}`;
  // Several children may bear a name, and one whose birth date was corrected is not found by the old one.
  const found = (person.upn ? await search({ identifier: person.upn }) : await search({ name })).filter(
    ({ details }) => details.surname === person.surname && details.forename === person.forename,
  );
  const cases = await Promise.all(
    found.flatMap((child) =>
      child.cases.map(async (one) => {
        const answer = await fetch(`${address}/api/casework/cases/${one.case}`, { headers: asTester() });
        return { child, view: (await answer.json()) as View };
      }),
    ),
  );
  const received = field === 'receiveddate' ? change.new : change.receiveddate;
  // Where two changes meet in one case, its received date may have been corrected too.
  const match = cases.find(({ view }) => view.facts.requested.on === received);
  const { kind } = change;
  if (kind === 'removed') return match === undefined || match.view.facts.removed ? change : { stillThere: change };
  if (!match) return { notFound: change };
  const { facts, plans } = match.view;
  const plan = plans[0]?.facts;
  const value = ((): unknown => {
    switch (`${file}.${field}`) {
      case 'requests.':
        return change.new;
      case 'assessment.':
        return facts.assessmentShown ? change.new : null;
      case 'requests.receiveddate':
        return facts.requested.on;
      case 'requests.requestoutcome':
        return facts.firstDecision
          ? { assess: 'Y', refuse: 'N' }[facts.firstDecision.outcome]
          : facts.requestWithdrawn
            ? 'W'
            : 'A';
      case 'requests.requestoutcomedate':
        return facts.firstDecision?.on;
      case 'assessment.assessmentoutcomedate':
        return (facts.noPlan ?? facts.issued)?.on;
      case 'assessment.week20':
        return facts.exceptionsFlag ? 1 : 0;
      case 'namedplan.startdate':
        return (plan?.amended.at(-1) ?? plan?.started)?.on;
      case 'namedplan.ceasedate':
        return plan?.ceased?.on;
      case 'namedplan.ceasereason':
        return plan?.ceased?.reason;
      case 'activeplans.lastreview':
        return plan?.reviews.at(-1)?.decision?.on;
      case 'person.personbirthdate':
        return match.child.details.birthDate;
      case 'person.postcode':
        return match.child.details.postcode;
      case 'person.ethnicity':
        return match.child.open.ethnicity;
      default:
        return `no check for ${file}.${field}`;
    }
  })();
  return { ...change, new: value };
};

interface On {
  on: string | null;
}
interface Found {
  details: Record<string, string>;
  open: Record<string, string>;
  cases: { case: string }[];
}
interface View {
  facts: {
    requested: On;
    removed: boolean;
    firstDecision: (On & { outcome: 'assess' | 'refuse' }) | null;
    requestWithdrawn: On | null;
    assessmentShown: On | null;
    noPlan: On | null;
    issued: On | null;
    exceptionsFlag: boolean | null;
  };
  plans: {
    facts: {
      started: On;
      amended: On[];
      ceased: (On & { reason: number }) | null;
      reviews: { decision: On | null }[];
    };
  }[];
}

let ehc: EhcInFolder;
beforeEach(() => {
  ehc = new EhcInFolder();
});
afterEach(async () => {
  await ehc.remove();
});

const asTester = () => ehc.asking('a.tester', '892');

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
  it('a resubmission of the same year corrects what it corrects, and as at before it nothing has changed', async () => {
    const folder = join(SHIPPED, 'nottingham-2024-resubmitted');
    const { changes, measures: figuresOf } = expected<ExpectedChanges>(folder, 'expected-changes.json');
    const known = async (...asAt: string[]) => {
      const { measures: given } = await ehc.json<{ measures: Measure[] }>(
        'measures',
        '--authority',
        '892',
        '--year',
        '2024',
        '--json',
        ...asAt,
      );
      return figuresOf.map(({ id }) => {
        const measure = given.find((one) => one.id === id)!;
        return { id, figure: [measure.numerator, measure.denominator] };
      });
    };
    await imported(join(SHIPPED, 'nottingham-2024'), '892');
    const before = new Date().toISOString();
    const { events, corrections } = await imported(folder, '892');
    expect(corrections).toBeGreaterThan(0);
    expect(events).toBeGreaterThan(corrections);
    same(await measures('892', 2024), expected<Expected>(folder).measures);
    expect(await known()).toEqual(figuresOf.map(({ id, after }) => ({ id, figure: after })));
    expect(await known('--as-at', before)).toEqual(figuresOf.map(({ id, before: figure }) => ({ id, figure })));
    expect((await imported(folder, '892')).events).toBe(0);

    await ehc.give('a.tester', 'caseworker', '892');
    const address = await ehc.start('--no-demo');
    for (const change of changes) expect(await asRecorded(address, change)).toEqual(change);
  });

  it('the next year’s return adds its year and takes nothing back', async () => {
    const folder = join(SHIPPED, 'nottingham-2025');
    const wanted = expected<Expected>(folder);
    await imported(join(SHIPPED, 'nottingham-2024'), '892');
    // Killed on the way: what is there already must not be taken for what an earlier form of this return said.
    await ehc.killedAfterSaying('importing', 'import', 'sen2', folder, '--authority', '892');
    await imported(folder, '892');
    same(await measures('892', 2025), wanted.measures);
    same(await measures('892', 2024), wanted.year2024AfterNext!.measures);
    // Made anew a month later, it says the same, and takes nothing back of what the year before gave.
    const again = await imported(madeAnew(folder), '892');
    expect(again.corrections).toBe(0);
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
