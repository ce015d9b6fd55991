import { describe, expect, it } from '@jest/globals';
import { COLUMNS, arrange, layoutOf } from './columns.js';
import { MODULES } from './modules.js';

const header = (module: (typeof MODULES)[number]): string[] => COLUMNS[module].map(({ name }) => name);

describe('layoutOf', () => {
  it.each(MODULES)('%s: knows the columns of the export, its own included', (module) => {
    const layout = layoutOf(module, [...header(module), 'NativeId', `${module}orderseqcolumn`, 'sourceid']);
    expect(layout).toMatchObject({ module, unknown: [], repeated: [], missing: [], absent: [] });
  });

  it('finds columns in any order and letter case, with blanks around them', () => {
    const layout = layoutOf('senneed', [' SENTYPErank ', 'SenType', 'activeplanstableid', 'SENNEEDTABLEID']);
    expect(layout.missing).toEqual([]);
    expect(arrange(layout, ['2', ' ASD ', '10', '20'])).toEqual(['20', '10', 'ASD', '2']);
  });

  it.each([
    ['namedplan', 'planwpb', 'planwbp'],
    ['activeplans', 'wpb', 'wbp'],
    ['placementdetail', 'wpb', 'wbp'],
    ['requests', 'rquestsource', 'requestsource'],
  ] as const)('%s: reads %s as %s', (module, spelling, name) => {
    const names = header(module).map((column) => (column === name ? spelling : column));
    const layout = layoutOf(module, names);
    expect(layout).toMatchObject({ unknown: [], missing: [], absent: [] });
    expect(layout.places).not.toContain(-1);
  });

  it('tells columns that must be there from those that should and those that may', () => {
    const without = (...names: string[]): string[] => header('requests').filter((name) => !names.includes(name));
    expect(layoutOf('requests', without('receiveddate', 'persontableid')).missing).toEqual([
      'persontableid',
      'receiveddate',
    ]);
    expect(layoutOf('requests', without('rya', 'exported'))).toMatchObject({
      missing: [],
      absent: ['rya', 'exported'],
    });
    expect(layoutOf('requests', without('requestsource'))).toMatchObject({ missing: [], absent: [] });
  });

  it('wants a sex or, before v1.2, a current gender', () => {
    const names = header('person').filter((name) => name !== 'sex' && name !== 'gendercurrent');
    expect(layoutOf('person', [...names, 'Sex']).absent).toEqual([]);
    expect(layoutOf('person', [...names, 'GenderCurrent']).absent).toEqual([]);
    expect(layoutOf('person', names).absent).toEqual(['sex']);
  });

  it('notes unknown columns by their place, and repeated ones, of which the first is read', () => {
    const layout = layoutOf('senneed', [...header('senneed'), 'localref', 'sentype', '']);
    expect(layout).toMatchObject({ unknown: [5, 7], repeated: ['sentype'], width: 7 });
    expect(arrange(layout, ['1', '2', 'ASD', '1', 'x', 'MLD', ''])).toEqual(['1', '2', 'ASD', '1']);
  });

  it('reads a column that is not there as blank', () => {
    const layout = layoutOf('senneed', ['senneedtableid', 'activeplanstableid', 'sentype']);
    expect(arrange(layout, ['1', '2', 'ASD'])).toEqual(['1', '2', 'ASD', '']);
  });
});
