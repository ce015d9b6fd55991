import { codeList, type CodeOf } from './code-list.js';

/** Person.Ethnicity. The list is from memory, not from a source: open. Source: data-standards §1.4, sen2-codesets.csv. */
export const ETHNICITY = codeList(
  'ethnicity',
  {
    WBRI: 'White British',
    WIRI: 'White Irish',
    WIRT: 'Traveller of Irish heritage',
    WROM: 'Gypsy/Roma',
    WOTH: 'Any other White background',
    MWBC: 'White and Black Caribbean',
    MWBA: 'White and Black African',
    MWAS: 'White and Asian',
    MOTH: 'Any other mixed background',
    AIND: 'Indian',
    APKN: 'Pakistani',
    ABAN: 'Bangladeshi',
    AOTH: 'Any other Asian background',
    BCRB: 'Black Caribbean',
    BAFR: 'Black African',
    BOTH: 'Any other Black background',
    CHNE: 'Chinese',
    OOTH: 'Any other ethnic group',
    REFU: 'Refused',
    NOBT: 'Information not yet obtained',
  },
  { certain: false },
);

export type Ethnicity = CodeOf<typeof ETHNICITY>;

/** Whether the value is a code of ETHNICITY. */
export const isEthnicity = (value: unknown): value is Ethnicity => ETHNICITY.is(value);

/** The words for a code of ETHNICITY; the value itself where it is none. */
export const ethnicityLabel = (code: string): string => ETHNICITY.label(code);
