import { codeList, type CodeOf } from './code-list.js';

/** National curriculum year of the school census. From memory, not from a source: open. */
export const NC_YEAR = codeList(
  'national curriculum year',
  {
    E1: 'Early first year',
    E2: 'Early second year',
    N1: 'Nursery first year',
    N2: 'Nursery second year',
    R: 'Reception',
    1: 'Year 1',
    2: 'Year 2',
    3: 'Year 3',
    4: 'Year 4',
    5: 'Year 5',
    6: 'Year 6',
    7: 'Year 7',
    8: 'Year 8',
    9: 'Year 9',
    10: 'Year 10',
    11: 'Year 11',
    12: 'Year 12',
    13: 'Year 13',
    14: 'Year 14',
    X: 'Not following a national curriculum year',
  },
  { certain: false },
);

export type NcYear = CodeOf<typeof NC_YEAR>;

/** Whether the value is a code of NC_YEAR. */
export const isNcYear = (value: unknown): value is NcYear => NC_YEAR.is(value);

/** The words for a code of NC_YEAR; the value itself where it is none. */
export const ncYearLabel = (code: string): string => NC_YEAR.label(code);
