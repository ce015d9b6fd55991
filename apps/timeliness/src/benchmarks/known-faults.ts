/**
 * What is wrong with, or to be known about, single published figures. Sources: PROVENANCE.md of the shared data
 * ("Known faults in these files"), the footnotes of DfE's data guidance 2025 (marked G), and comparisons of the files
 * with themselves (marked C: made when the tables were, and tested).
 */
export interface KnownFault {
  /** Measure ids; one that ends with `.` stands for all that begin so. */
  readonly measures: readonly string[];
  /** `England`, names of regions, DfE codes. */
  readonly places: readonly string[];
  readonly years: readonly number[];
  readonly note: string;
  /** Not to be believed: left out of the neighbours' pooled figure and median. */
  readonly doubtful?: true;
}

const YORKSHIRE_AND_THE_HUMBER = [
  '370',
  '371',
  '372',
  '373',
  '380',
  '381',
  '382',
  '383',
  '384',
  '810',
  '811',
  '812',
  '813',
  '815',
  '816',
];

const KNOWN_FAULTS: readonly KnownFault[] = [
  {
    // PROVENANCE.md names North East Lincolnshire (whose breakdowns come to about 110); C: all 15 have it.
    measures: ['plans.new'],
    places: YORKSHIRE_AND_THE_HUMBER,
    years: [2022],
    note: 'Not this authority’s figure: DfE’s file prints 6,078, the total of Yorkshire and The Humber, for each of its 15 authorities.',
    doubtful: true,
  },
  {
    measures: ['requests.refuse', 'requests.withdrawn'],
    places: ['856'],
    years: [2024],
    note: 'Leicester’s return shows 298 requests withdrawn and 1 refused: refusals seem to have been returned as withdrawals.',
    doubtful: true,
  },
  {
    // C: the totals hold 238, 597 and 100 requests more than the authorities published.
    measures: ['requests.', 'six_weeks'],
    places: ['England', 'East Midlands', 'London', 'South East'],
    years: [2023],
    note: 'The total holds figures of authorities (Leicester, Hackney, Isle of Wight) for which none were published.',
  },
  {
    // C: numerators equal the authorities' sum, denominators do not.
    measures: ['twenty_weeks.'],
    places: ['England', 'London', 'South East'],
    years: [2022],
    note: 'Reads a little low: the total holds plans of authorities for which none were published (Tower Hamlets, Havering, West Berkshire), but none of these as issued within 20 weeks.',
  },
  {
    measures: ['twenty_weeks.'],
    places: ['838', '201'],
    years: [2024],
    note: 'Dorset and City of London classed all new plans of 2024 as having permitted exceptions (DfE): there is no figure excluding them.', // G
  },
  {
    measures: ['plans.active'],
    places: ['204', '874'],
    years: [2023],
    note: 'Returned as a total only, without records of individual plans.', // G
  },
  {
    measures: ['plans.active'],
    places: ['892'],
    years: [2023, 2024],
    note: 'Nottingham’s plans fall from 2,115 in January 2024 to 1,909 in January 2025, while England’s rise by a tenth.',
  },
  {
    measures: ['sen2.annual_review_4_weeks'],
    places: ['870', '890'],
    years: [2024],
    note: 'Blackpool and Reading were unable to return data on reviews.', // G
  },
  {
    measures: ['sen2.annual_review_4_weeks'],
    places: ['317', '320', '879', '919', '936'],
    years: [2024],
    note: 'Suppressed by DfE because of queries about the quality of the data.', // G
  },
  {
    // C: 348,759 in England's denominator, 342,721 in its authorities'.
    measures: ['sen2.annual_review_4_weeks'],
    places: ['England', 'East of England', 'London', 'South East', 'South West'],
    years: [2024],
    note: 'The total holds reviews of authorities whose own figures were suppressed.',
  },
  {
    measures: ['plans.new'],
    places: ['384'],
    years: [2022],
    note: 'Wakefield returned totals only.', // G
  },
  {
    measures: ['appeals.rate'],
    places: ['England', 'East Midlands'],
    years: [2021],
    note: 'Holds 85 appeals against Northamptonshire, abolished that year, and none of its decisions.', // C
  },
  {
    // C: 22,276 less the suppressed authorities' 1,505 is 20,771, which makes the 5.7% printed; 22,082 does not.
    measures: ['appeals.rate.in_development'],
    places: ['England'],
    years: [2024],
    note: 'The Ministry of Justice prints 6.1% with, and 5.7% without, the appeals of suppressed authorities, whose decisions are in neither; this is the latter.',
  },
];

/** The faults known of one figure. */
export function knownFaults(measure: string, place: string, year: number): readonly KnownFault[] {
  return KNOWN_FAULTS.filter(
    (fault) =>
      fault.years.includes(year) &&
      fault.places.includes(place) &&
      fault.measures.some((id) => (id.endsWith('.') ? measure.startsWith(id) : measure === id)),
  );
}
