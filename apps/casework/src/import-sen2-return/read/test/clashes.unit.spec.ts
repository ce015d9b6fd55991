import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../finding.js';
import { SampleReturn } from './sample-return.js';

const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, severity, file, row, field }) => `${rule} ${severity} ${file} ${row} ${field}`);

describe('two rows that clash are both reported, and both imported', () => {
  it('two persons with one UPN', async () => {
    const sample = await SampleReturn.load();
    const [first, second] = sample.where('person', (cell) => cell('upn') !== '');
    // In another letter case, with a blank: it is the same number.
    sample.set('person', second!, 'upn', ` ${sample.get('person', first!, 'upn').toLowerCase()}`);
    const { findings, persons } = await sample.read();
    expect(said(findings)).toEqual([
      `SEN2-R041 query person ${first! + 2} upn`,
      `SEN2-R041 query person ${second! + 2} upn`,
    ]);
    expect(findings[0]!.text).toContain(`See line ${second! + 2}.`);
    expect(persons.filter(({ upnDoubtful }) => upnDoubtful).map(({ line }) => line)).toEqual([first! + 2, second! + 2]);
  });

  it('three persons with one ULN', async () => {
    const sample = await SampleReturn.load();
    const rows = sample.where('person', (cell) => cell('uniquelearnernumber') !== '').slice(0, 3);
    for (const row of rows) {
      sample.set('person', row, 'uniquelearnernumber', sample.get('person', rows[0]!, 'uniquelearnernumber'));
    }
    const { findings, persons } = await sample.read();
    expect(said(findings)).toEqual(rows.map((row) => `SEN2-R042 query person ${row + 2} uniquelearnernumber`));
    expect(persons.filter(({ ulnDoubtful }) => ulnDoubtful)).toHaveLength(3);
  });

  it('two persons with one name and birth date and no number', async () => {
    const sample = await SampleReturn.load();
    const rows = sample.where('person', (cell) => cell('upn') + cell('uniquelearnernumber') === '').slice(0, 2);
    for (const row of rows) {
      sample.set('person', row, 'surname', 'Same').set('person', row, 'forename', 'SAME');
      sample.set('person', row, 'personbirthdate', '2015-May-05 00:00:00');
    }
    const { findings } = await sample.read();
    expect(said(findings).filter((finding) => finding.startsWith('SEN2-R043'))).toEqual(
      rows.map((row) => `SEN2-R043 query person ${row + 2} surname`),
    );
  });

  it('but a UPN is not shared with a row that is left out, nor a number that could not be read', async () => {
    const sample = await SampleReturn.load();
    const [first, second] = sample.where('person', (cell) => cell('upn') !== '' && cell('uniquelearnernumber') !== '');
    sample.set('person', second!, 'upn', sample.get('person', first!, 'upn'));
    sample.set('person', second!, 'sen2tableid', '4');
    const { findings } = await sample.read();
    expect(said(findings).filter((finding) => finding.startsWith('SEN2-R041'))).toEqual([]);

    const damaged = await SampleReturn.load();
    for (const row of [first!, second!]) damaged.set('person', row, 'uniquelearnernumber', '9.27E+09');
    expect(new Set((await damaged.read()).findings.map(({ rule }) => rule))).toEqual(new Set(['SEN2-R024']));
  });

  it('two requests of a person received on one day', async () => {
    const sample = await SampleReturn.load();
    const [twice] = sample.where('person', (_, row) => sample.childrenOf('person', row, 'requests').length === 2);
    const rows = sample.childrenOf('person', twice!, 'requests');
    for (const row of rows) {
      sample.set('requests', row, 'receiveddate', sample.get('requests', rows[0]!, 'receiveddate'));
    }
    const { findings } = await sample.read();
    expect(said(findings)).toEqual(rows.map((row) => `SEN2-R056 query requests ${row + 2} receiveddate`));
  });

  it('two needs of one rank, and needs none of which is of rank 1', async () => {
    const sample = await SampleReturn.load();
    const [two] = sample.where(
      'activeplans',
      (_, row) => sample.childrenOf('activeplans', row, 'senneed').length === 2,
    );
    const rows = sample.childrenOf('activeplans', two!, 'senneed');
    for (const row of rows) sample.set('senneed', row, 'sentyperank', '1');
    expect(said((await sample.read()).findings)).toEqual(
      rows.map((row) => `SEN2-R072 query senneed ${row + 2} sentyperank`),
    );
    for (const row of rows) sample.set('senneed', row, 'sentyperank', '2');
    expect(said((await sample.read()).findings)).toContain(`SEN2-R073 query senneed ${rows[0]! + 2} sentyperank`);
  });

  it('two primary placements at once, but not one after another', async () => {
    const sample = await SampleReturn.load();
    const [row] = sample.where('placementdetail', (cell) => cell('leavingdate') === '');
    const cells = [...sample.table('placementdetail').rows[row!]!];
    cells[sample.place('placementdetail', 'placementdetailtableid')] = '1';
    sample.table('placementdetail').rows.push(cells);
    const last = sample.table('placementdetail').rows.length - 1;
    expect(said((await sample.read()).findings)).toEqual([
      `SEN2-R072 query placementdetail ${row! + 2} placementrank`,
      `SEN2-R072 query placementdetail ${last + 2} placementrank`,
    ]);
    sample.set('placementdetail', last, 'leavingdate', '2024-Dec-20');
    expect((await sample.read()).findings).toEqual([]);
  });

  it('two primary settings of a plan', async () => {
    const sample = await SampleReturn.load();
    const [two] = sample.where('namedplan', (_, row) => sample.childrenOf('namedplan', row, 'plandetail').length === 2);
    const rows = sample.childrenOf('namedplan', two!, 'plandetail');
    for (const row of rows) sample.set('plandetail', row, 'placementrank', '1');
    expect(said((await sample.read()).findings)).toEqual(
      rows.map((row) => `SEN2-R072 query plandetail ${row + 2} placementrank`),
    );
  });

  it.each([
    ['assessment', 'requests', 'assessmenttableid'],
    ['namedplan', 'assessment', 'namedplantableid'],
    ['activeplans', 'requests', 'activeplanstableid'],
  ] as const)('two rows of %s where a return has one', async (module, parent, key) => {
    const sample = await SampleReturn.load();
    const { rows } = sample.table(module);
    const cells = [...rows[4]!];
    cells[sample.place(module, key)] = '1';
    rows.push(cells);
    const { findings } = await sample.read();
    expect(said(findings).filter((finding) => finding.startsWith('SEN2-R064'))).toEqual([
      `SEN2-R064 query ${module} 6 ${parent}tableid`,
      `SEN2-R064 query ${module} ${rows.length + 1} ${parent}tableid`,
    ]);
  });

  it('of two named plans the one that starts later is the current one; both are handed on', async () => {
    const sample = await SampleReturn.load();
    const [row] = sample.where('namedplan', (cell) => cell('ceasedate') === '');
    const cells = [...sample.table('namedplan').rows[row!]!];
    cells[sample.place('namedplan', 'namedplantableid')] = '1';
    cells[sample.place('namedplan', 'startdate')] = '2025-01-30';
    sample.table('namedplan').rows.push(cells);
    const { persons } = await sample.read();
    const assessment = persons
      .flatMap(({ requests }) => requests)
      .flatMap((request) => request.assessment ?? [])
      .find(({ furtherNamedPlans }) => furtherNamedPlans.length > 0);
    expect(assessment!.namedPlan!.startDate).toBe('2025-01-30');
    expect(assessment!.furtherNamedPlans.map(({ line }) => line)).toEqual([row! + 2]);
  });
});

describe('a person as it is handed on', () => {
  it('has every field of every row, read', async () => {
    const sample = await SampleReturn.load();
    const { persons } = await sample.read();
    const [request] = sample.where(
      'requests',
      (cell, row) => cell('requestoutcome') === 'Y' && sample.childrenOf('requests', row, 'activeplans').length > 0,
    );
    const row = sample.personOf('requests', request!);
    const { requests, ...person } = persons.find(({ line }) => line === row + 2)!;
    const cell = (column: string): string => sample.get('person', row, column);
    expect(person).toMatchObject({
      surname: cell('surname'),
      forename: cell('forename'),
      sex: cell('sex'),
      ethnicity: cell('ethnicity'),
      postCode: cell('postcode'),
      upn: cell('upn') === '' ? null : cell('upn'),
      upnDoubtful: false,
      ulnDoubtful: false,
    });
    expect(person.personBirthDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    const handed = requests.find(({ line }) => line === request! + 2)!;
    expect(handed).toMatchObject({
      requestOutcome: 'Y',
      requestSource: sample.get('requests', request!, 'requestsource'),
      rya: false,
      requestMediation: false,
      exported: null,
      assessmentLeftOut: false,
      furtherAssessments: [],
    });
    expect(handed.assessment).toMatchObject({ assessmentOutcome: 'Y', week20: false, furtherNamedPlans: [] });
    expect(handed.assessment!.assessmentOutcomeDate).toBe(handed.assessment!.namedPlan!.startDate);
    expect(handed.assessment!.namedPlan!.planDetails.length).toBeGreaterThan(0);
    expect(handed.activePlan!.transferLa).toBeNull();
  });

  it('can be asked for again: the same persons and the same findings', async () => {
    const sample = await SampleReturn.load();
    sample.set('person', 3, 'sex', 'X').set('requests', 5, 'receiveddate', '');
    await sample.inFolder(async (folder) => {
      const { readReturn } = await import('../read-return.js');
      const { MemoryStaging } = await import('./memory-staging.js');
      const opened = await readReturn({ folder, authority: '892' }, new MemoryStaging());
      expect(opened.findings).toEqual([]);
      await opened.validate();
      const first = [...opened.findings];
      expect(first.length).toBeGreaterThan(2);
      for await (const _ of opened.persons()) break;
      await opened.validate();
      expect(opened.findings).toEqual(first);
      await opened.close();
      await opened.close();
    });
  });
});
