/** Rules of section 2.3 that set no date this clock can reckon, kept for the reference and its pages. */
export const NOT_CALCULATED = [
  {
    id: 'C14_EARLY_YEARS',
    plainName: 'Review interval for a child under five',
    length: '3 to 6 months',
    dutyHolder: 'local authority',
    source: 'Code of Practice 9.178 (guidance, not law; from memory)',
  },
  {
    id: 'C16_TERM_LIST',
    plainName: 'List of the reviews that are due, to heads',
    length: 'at least 2 weeks before the start of term',
    dutyHolder: 'local authority',
    source: 'Code of Practice chapter 9 (guidance, not law; from memory)',
  },
  {
    id: 'D1_CEASE_STEPS',
    plainName: 'Inform and consult the family and the head, then notify with the right of appeal',
    length: 'no limit',
    dutyHolder: 'local authority',
    source: 'SEND Regulations 2014 reg 31',
  },
  {
    id: 'G5b',
    plainName: 'Copy the answer to recommendations to the authority and the Secretary of State',
    length: '1 week',
    dutyHolder: 'ICB, local authority',
    source: 'SI 2017/1306 (from memory and not verified)',
  },
] as const;
