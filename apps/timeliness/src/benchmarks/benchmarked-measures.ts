import type { Column } from './tables.js';

/** A number made of published counts: all of `plus`, less all of `minus`. */
export interface Sum {
  readonly plus: readonly Column[];
  readonly minus?: readonly Column[];
}

/** A measure of the contract that somebody publishes, and how its figure is made of published counts. */
export interface BenchmarkedMeasure {
  /** The id of the measures contract; `appeals.*` stand here only. */
  readonly id: string;
  readonly label: string;
  /** `percent` for a share, else the thing counted. */
  readonly unit: string;
  readonly numerator: Sum;
  /** Absent where the measure is a count. */
  readonly denominator?: Sum;
  readonly publisher: 'DfE' | 'MoJ';
  /** Where the published definition is not that of our measure: how it differs. Shown with every figure. */
  readonly footnote?: string;
}

const CENSUS_OUTCOME =
  'DfE counts outcomes as they stood in the return made after the January census that follows the year; here they stand as recorded at the moment asked about.';

const TIMED_PLANS =
  'DfE times fewer plans than it counts as new (90,392 of 97,747 in 2024). It is taken to leave out plans that came after a refusal was overturned, as this measure does; its guide could not be consulted.';

const BANDS = `${TIMED_PLANS} DfE calls the upper edge one year; here it is day 365.`;

/** All of them, in the order of the contract. */
export const BENCHMARKED_MEASURES: readonly BenchmarkedMeasure[] = [
  count('requests.received', 'Requests for an assessment', 'requests', ['received'], 'DfE'),
  ofRequests('requests.assess', 'Requests agreed to assess', 'assess'),
  ofRequests('requests.refuse', 'Requests refused', 'refuse'),
  ofRequests('requests.undecided', 'Requests without a decision', 'undecided'),
  ofRequests('requests.withdrawn', 'Requests withdrawn', 'withdrawn'),
  {
    id: 'six_weeks',
    label: 'Requests decided within 6 weeks',
    unit: 'percent',
    numerator: { plus: ['six_weeks_in'] },
    denominator: { plus: ['six_weeks_in', 'six_weeks_over'] },
    publisher: 'DfE',
    footnote:
      'DfE counts every request of the return with outcome Y or N, those received the year before and decided since its census too; this measure counts requests received in the period.',
  },
  {
    id: 'no_plan_16_weeks',
    label: 'Decisions not to issue a plan notified within 16 weeks',
    unit: 'percent',
    numerator: { plus: ['no_plan_in'] },
    denominator: { plus: ['no_plan_in', 'no_plan_over'] },
    publisher: 'DfE',
  },
  ofTimedPlans('twenty_weeks.inc', 'Plans issued within 20 weeks, including exceptions', 'to20', 'timed', TIMED_PLANS),
  ofTimedPlans(
    'twenty_weeks.ex',
    'Plans issued within 20 weeks, excluding exceptions',
    'to20_ex',
    'timed_ex',
    TIMED_PLANS,
  ),
  ofTimedPlans(
    'twenty_weeks.band.to20.inc',
    'Plans issued within 20 weeks, including exceptions',
    'to20',
    'timed',
    BANDS,
  ),
  ofTimedPlans(
    'twenty_weeks.band.20to52.inc',
    'Plans issued in 20 to 52 weeks, including exceptions',
    'to52',
    'timed',
    BANDS,
  ),
  ofTimedPlans(
    'twenty_weeks.band.over52.inc',
    'Plans issued after 52 weeks, including exceptions',
    'over52',
    'timed',
    BANDS,
  ),
  ofTimedPlans(
    'twenty_weeks.band.to20.ex',
    'Plans issued within 20 weeks, excluding exceptions',
    'to20_ex',
    'timed_ex',
    BANDS,
  ),
  ofTimedPlans(
    'twenty_weeks.band.20to52.ex',
    'Plans issued in 20 to 52 weeks, excluding exceptions',
    'to52_ex',
    'timed_ex',
    BANDS,
  ),
  ofTimedPlans(
    'twenty_weeks.band.over52.ex',
    'Plans issued after 52 weeks, excluding exceptions',
    'over52_ex',
    'timed_ex',
    BANDS,
  ),
  {
    id: 'twenty_weeks.flagged',
    label: 'Plans issued to which an exception applied',
    unit: 'percent',
    numerator: { plus: ['timed'], minus: ['timed_ex'] },
    denominator: { plus: ['timed'] },
    publisher: 'DfE',
    footnote: `Not printed by DfE: its plans including exceptions, less its plans excluding them. ${TIMED_PLANS}`,
  },
  count('plans.new', 'New plans', 'plans', ['new'], 'DfE'),
  count('plans.ceased', 'Plans ceased', 'plans', ['ceased'], 'DfE'),
  count(
    'plans.active',
    'Plans in force',
    'plans',
    ['active'],
    'DfE',
    'DfE counts plans at the January census that follows the year, two to three weeks after the day on which this measure counts them.',
  ),
  {
    id: 'sen2.annual_review_4_weeks',
    label: 'Latest review decided within 4 weeks of the meeting',
    unit: 'percent',
    numerator: { plus: ['four_weeks_in'] },
    denominator: { plus: ['four_weeks_in', 'four_weeks_over'] },
    publisher: 'DfE',
  },
  count(
    'appeals.registered',
    'Appeals registered with the SEND Tribunal',
    'appeals',
    ['appeals'],
    'MoJ',
    'Appeals registered in the calendar year, whatever the year of the decision appealed against. The Ministry of Justice publishes no figure for regions: theirs is the sum of their authorities.',
  ),
  {
    id: 'appeals.rate',
    label: 'Appeals registered, of all decisions that could be appealed',
    unit: 'percent',
    numerator: { plus: ['appeals'] },
    denominator: { plus: ['appealable'] },
    publisher: 'MoJ',
    footnote:
      'Decisions that could be appealed: requests refused, decisions not to issue, plans in force in January, and plans ceased because needs are met. The Ministry of Justice publishes no figure for regions: theirs is the sum of their authorities.',
  },
  {
    id: 'appeals.rate.in_development',
    label: 'Appeals registered, of decisions that could be appealed (method in development)',
    unit: 'percent',
    numerator: { plus: ['appeals'] },
    denominator: { plus: ['appealable_new'] },
    publisher: 'MoJ',
    footnote:
      'A method in development, which the file does not explain: it counts about half as many decisions as the old one. England and regions: the sum of the authorities that are not suppressed.',
  },
];

const byId = new Map(BENCHMARKED_MEASURES.map((measure) => [measure.id, measure]));

/** The published counterpart of a measure; undefined where there is none (`open.*`, `weeks_to_plan.*` …). */
export function benchmarkedMeasure(id: string): BenchmarkedMeasure | undefined {
  return byId.get(id);
}

function count(
  id: string,
  label: string,
  unit: string,
  plus: readonly Column[],
  publisher: BenchmarkedMeasure['publisher'],
  footnote?: string,
): BenchmarkedMeasure {
  return { id, label, unit, numerator: { plus }, publisher, footnote };
}

function ofRequests(id: string, label: string, column: Column): BenchmarkedMeasure {
  return {
    id,
    label,
    unit: 'percent',
    numerator: { plus: [column] },
    denominator: { plus: ['received'] },
    publisher: 'DfE',
    footnote: CENSUS_OUTCOME,
  };
}

function ofTimedPlans(id: string, label: string, column: Column, timed: Column, footnote: string): BenchmarkedMeasure {
  return {
    id,
    label,
    unit: 'percent',
    numerator: { plus: [column] },
    denominator: { plus: [timed] },
    publisher: 'DfE',
    footnote,
  };
}
