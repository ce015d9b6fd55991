import { describe, expect, it } from '@jest/globals';
import { FindingLog } from './finding-log.js';
import { SEN2_RULES } from './rules/catalogue.js';

const { wrongCells, blank, keyRepeated, mandatoryBlank } = SEN2_RULES;

describe('FindingLog', () => {
  it('gives findings in the order of files and rows, those about a file first', () => {
    const log = new FindingLog();
    log.addInPass('senneed', 3, { rule: blank, field: 'sentyperank' });
    log.addInPass('person', 12, { rule: blank, field: 'sex' });
    log.addInPass('person', 2, { rule: blank, field: 'sex' });
    log.add('senneed', null, { rule: SEN2_RULES.unknownColumn, field: '', detail: 'Column 8.' });
    expect(log.all().map(({ file, row }) => `${file} ${row}`)).toEqual([
      'person 2',
      'person 12',
      'senneed null',
      'senneed 3',
    ]);
    expect(log.all()[2]!.text).toBe('A column that is not known: ignored. Column 8.');
  });

  it('counts each row with an error once, however many errors it has', () => {
    const log = new FindingLog();
    log.add('requests', 4, { rule: wrongCells, field: '' });
    log.addInPass('requests', 7, { rule: mandatoryBlank, field: 'receiveddate' });
    log.addInPass('requests', 7, { rule: mandatoryBlank, field: 'requestoutcome' });
    log.addInPass('requests', 8, { rule: blank, field: 'requestsource' });
    expect(log.leftOut('requests')).toBe(2);
    expect(log.leftOut('person')).toBe(0);
    expect(log.totals()).toEqual({
      errors: 3,
      queries: 1,
      byRule: { 'SEN2-R001': 1, 'SEN2-R006': 2, 'SEN2-R029': 1 },
      notKept: 0,
    });
  });

  it('forgets an earlier pass over the persons and nothing else', () => {
    const log = new FindingLog();
    log.add('person', 3, { rule: keyRepeated, field: 'persontableid' });
    for (let pass = 0; pass < 3; pass++) {
      log.beginPass();
      log.addInPass('person', 2, { rule: blank, field: 'sex' });
    }
    expect(log.all()).toHaveLength(2);
    expect(log.totals()).toMatchObject({ errors: 1, queries: 1 });
  });

  it('keeps no more than it should, and counts the rest', () => {
    const log = new FindingLog(3);
    for (let row = 2; row < 12; row++) log.addInPass('person', row, { rule: wrongCells, field: '' });
    expect(log.all()).toHaveLength(3);
    expect(log.totals()).toMatchObject({ errors: 10, notKept: 7 });
    expect(log.leftOut('person')).toBe(10);
  });
});
