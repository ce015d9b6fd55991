// Makes ../data/*.csv from the published files:
//
//   node apps/timeliness/src/benchmarks/make/make-benchmarks.mjs FOLDER [INTO]
//
// FOLDER holds dfe-ehcp-2025/, dfe-ehcp-2025-all-las/, dfe-ehcp-2022/ and stat-neighbours.csv (PROVENANCE.md there says
// where they come from). The project does not need it: what is made is kept in the repository, and reviewed by its
// diff. The same files always make the same bytes: with INTO, another folder, one can compare.
//
// One table to a subject; in each, a row to a year and a place: England, then the regions from north to south, then
// the authorities by code. Counts as published; `x` not available and `z` not applicable as published; empty where the
// published files have no row or no column.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dfe2022, dfe2025, yearClosedByJanuaryCensus } from './dfe.mjs';
import { neighbourRows } from './neighbours.mjs';
import { tribunalRows } from './tribunal.mjs';

const REGIONS = [
  'North East',
  'North West',
  'Yorkshire and The Humber',
  'East Midlands',
  'West Midlands',
  'East of England',
  'London',
  'South East',
  'South West',
];

const [folder, into = join(import.meta.dirname, '../data')] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node make-benchmarks.mjs FOLDER [INTO]');
  process.exit(2);
}

const requests = merge(
  dfe2022(folder, { received: 'InreqEHC', refuse: 'AssRefusedEHC' }, 2018),
  dfe2025(folder, 'requests.csv', {
    received: 'requests_received_in_year',
    assess: 'requests_decided_to_assess',
    refuse: 'requests_decided_not_to_assess',
    undecided: 'requests_decision_not_made',
    withdrawn: 'requests_withdrawn',
    six_weeks_in: 'request_outcome_six_weeks',
    six_weeks_over: 'request_outcome_over_6_weeks',
    six_weeks_printed: 'request_outcome_six_weeks_pc',
  }),
);
for (const { values } of requests) keepPrintedOnlyWhereItDiffers(values);

const timeliness = merge(
  dfe2022(
    folder,
    {
      timed: 'TotIncExcEHC',
      to20: 'IncExc20weekEHC',
      timed_ex: 'TotNoExcEHC',
      to20_ex: 'NoExc20weekEHC',
    },
    2018,
  ),
  dfe2025(folder, 'timeliness_20_week.csv', {
    timed: 'plans_issued_den',
    to20: 'plans_issued_within_20_weeks',
    to52: 'plans_issued_gt20weeks_ltYear',
    over52: 'plans_issued_gt_1_year',
    timed_ex: 'plans_issued_den_ex',
    to20_ex: 'plans_issued_20_weeks_ex',
    to52_ex: 'plans_issued_gt20weeks_ltYear_ex',
    over52_ex: 'plans_issued_gt_1_year_ex',
  }),
  dfe2025(folder, 'assessments.csv', {
    no_plan_in: 'outcome_decision_within_time',
    no_plan_over: 'outcome_decision_over_time',
  }),
);

const plans = merge(
  dfe2022(folder, { new: 'NewallEHC' }, 2018),
  dfe2025(folder, 'newplans.csv', { new: 'new_ehc_plans' }),
  dfe2025(folder, 'ceased_plans.csv', { ceased: 'total_ceased' }),
  dfe2025(folder, 'caseload.csv', { active: 'ehcplans' }, yearClosedByJanuaryCensus),
);

const reviews = merge(
  dfe2025(folder, 'annual_reviews.csv', {
    four_weeks_in: 'number_decsion_4weeks',
    four_weeks_over: 'number_decision_gt_4weeks',
  }),
);

// Names of authorities, by the years in which the DfE's files have them; and the region of each.
const authorities = [...requests, ...timeliness, ...plans].filter((row) => /^\d{3}$/.test(row.code));
const codeInYear = new Map(authorities.map((row) => [`${row.name} ${row.year}`, row.code]));
const latestCode = new Map(authorities.sort((a, b) => a.year - b.year).map((row) => [row.name, row.code]));
const codeOf = (name, year) => codeInYear.get(`${name} ${year}`) ?? latestCode.get(name);

const appeals = merge(tribunalRows(folder, codeOf));

write('requests.csv', requests, [
  'received',
  'assess',
  'refuse',
  'undecided',
  'withdrawn',
  'six_weeks_in',
  'six_weeks_over',
  'six_weeks_printed',
]);
write('timeliness.csv', timeliness, [
  'timed',
  'to20',
  'to52',
  'over52',
  'timed_ex',
  'to20_ex',
  'to52_ex',
  'over52_ex',
  'no_plan_in',
  'no_plan_over',
]);
write('plans.csv', plans, ['new', 'ceased', 'active']);
write('reviews.csv', reviews, ['four_weeks_in', 'four_weeks_over']);
write('appeals.csv', appeals, ['appeals', 'appealable', 'appealable_new']);
writeLines('neighbours.csv', [
  'code,name,rank,neighbour_code,neighbour_name',
  ...neighbourRows(folder, codeOf).map(({ of, rank, neighbour }) =>
    [of.code, quote(of.name), rank, neighbour.code, quote(neighbour.name)].join(','),
  ),
]);

/** Brings rows of one place and year together; two values for one cell are a fault of the files. */
function merge(...lists) {
  const rows = new Map();
  for (const row of lists.flat()) {
    const key = `${row.year} ${row.code}`;
    const known = rows.get(key) ?? { ...row, values: {} };
    for (const [column, value] of Object.entries(row.values)) {
      if (known.values[column] !== undefined) throw new Error(`${key}: two values of ${column}`);
      known.values[column] = value;
    }
    rows.set(key, known);
  }
  return [...rows.values()].sort((a, b) => a.year - b.year || place(a.code) - place(b.code));
}

function place(code) {
  if (code === 'England') return 0;
  const region = REGIONS.indexOf(code);
  return region >= 0 ? region + 1 : Number(code);
}

/**
 * The percentage within six weeks is kept only where it is not the one that the two counts make: in 2023 some
 * authorities' percentages rest on more decisions than the counts show.
 */
function keepPrintedOnlyWhereItDiffers(values) {
  const [inTime, over, printed] = [values.six_weeks_in, values.six_weeks_over, values.six_weeks_printed].map(Number);
  const differs = Math.abs((100 * inTime) / (inTime + over) - printed) > 0.0501;
  if (!differs) values.six_weeks_printed = '';
}

function write(file, rows, columns) {
  writeLines(file, [
    ['year', 'code', 'name', ...columns].join(','),
    ...rows.map(({ year, code, name, values }) =>
      [year, code, quote(name), ...columns.map((column) => values[column] ?? '')].join(','),
    ),
  ]);
}

function writeLines(file, lines) {
  writeFileSync(join(into, file), lines.join('\n') + '\n');
  console.log(`${file}: ${lines.length - 1} rows`);
}

function quote(text) {
  return text.includes(',') ? `"${text}"` : text;
}
