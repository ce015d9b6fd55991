import { expect, test } from '@jest/globals';
import { parseCivilDate } from '@ehc/statutory-clock';
import { NEVER, UNDATED } from '../measures/index.js';
import { cellsOf, columnCells, columnsOf, columnTypes } from './packed-columns.js';

const NAMES = ['receivedOn', 'firstDecision'] as const;

test('columns are named and typed after what the measures call them', () => {
  expect(columnTypes(NAMES)).toEqual({ received_on: 'date', first_decision: 'int not null' });
  const cells = { receivedOn: '2024-01-01', firstDecision: 2 };
  expect(columnCells(NAMES)(cells)).toEqual({ received_on: '2024-01-01', first_decision: 2 });
  expect(cellsOf(NAMES, { received_on: '2024-01-01', first_decision: 2, other: 1 })).toEqual(cells);
});

test('rows that are not packed come to the same columns', () => {
  const columns = columnsOf(NAMES, [
    { receivedOn: '2024-01-01', firstDecision: 1 },
    { receivedOn: null, firstDecision: 0 },
    { receivedOn: '-infinity', firstDecision: 2 },
  ]);
  expect(columns.receivedOn).toEqual(Int32Array.of(parseCivilDate('2024-01-01'), NEVER, UNDATED));
  expect(columns.firstDecision).toEqual(Int32Array.of(1, 0, 2));
});
