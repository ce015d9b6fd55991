import { expect, test } from '@jest/globals';
import { benchmarksFor } from '../benchmarks/index.js';
import { formatMeasures } from './format-measures.js';
import type { AnsweredMeasure, MeasuresAnswer } from './measures-answer.js';

const measure = (more: Partial<AnsweredMeasure>): AnsweredMeasure => ({
  id: 'plans.new',
  label: 'New plans',
  numerator: 3,
  denominator: null,
  value: 3,
  unit: 'plans',
  definition: '',
  version: 1,
  ...more,
});

const answer = (more: Partial<MeasuresAnswer>): MeasuresAnswer => ({
  authority: '891',
  period: { from: '2024-01-01', to: '2024-12-31' },
  asAt: '2026-11-22T09:00:00Z',
  position: '7',
  known: true,
  importing: false,
  versions: { law: 'v5', settings: '1', definitions: '1' },
  measures: [],
  ...more,
});

test('a table, with shares and weeks rounded to one decimal', () => {
  const share = {
    id: 'six_weeks',
    label: 'In time',
    unit: 'percent',
    numerator: 2,
    denominator: 3,
    value: 200 / 3,
  } as const;
  const mean = { id: 'mean', label: 'Mean', unit: 'weeks', numerator: 100, denominator: 4, value: 25 / 7 } as const;
  const median = { ...mean, id: 'median', label: 'Median', numerator: null };
  const empty = { ...share, id: 'empty', label: 'Nothing', numerator: 0, denominator: 0, value: null };
  const measures = [
    measure({ note: 'Read with care.' }),
    measure(share),
    measure(mean),
    measure(median),
    measure(empty),
  ];
  expect(formatMeasures(answer({ measures }))).toBe(
    [
      'Authority 891, 2024-01-01 to 2024-12-31, as known at 2026-11-22T09:00:00Z',
      'Law v5, settings 1, definitions 1',
      '',
      'plans.new                                    3 plans                    New plans',
      '    Read with care.',
      'six_weeks                                      66.7%  2 of 3            In time',
      'mean                                       3.6 weeks  100 of 4          Mean',
      'median                                     3.6 weeks  of 4              Median',
      'empty                                              –  0 of 0            Nothing',
      '',
    ].join('\n'),
  );
});

test('slices and published figures stand below', () => {
  const slices = [{ key: '2024-01', numerator: 1, denominator: null, value: 1 }];
  const benchmarks = benchmarksFor('891', 'six_weeks', 2024)!;
  const text = formatMeasures(answer({ measures: [measure({ slices, unit: 'percent', benchmarks })] }));
  expect(text).toMatch(/^ {4}2024-01 +1\.0%$/m);
  expect(text).toMatch(/^ {4}England, 2024 +84\.8% {2}\d+ of \d+ +as published$/m);
  expect(text).toMatch(/^ {4}East Midlands, 2024 +\d+\.\d%/m);
  expect(text).toContain(`    ${benchmarks.footnote}`);
});

test('half a return and an unknown authority are said to be so', () => {
  expect(formatMeasures(answer({ importing: true }))).toContain('half a return');
  expect(formatMeasures(answer({ known: false }))).toContain('Nothing had been recorded');
});
