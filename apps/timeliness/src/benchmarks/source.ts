import type { BenchmarkedMeasure } from './benchmarked-measures.js';

/** Where a figure comes from, for the line below a table. */
export interface BenchmarkSource {
  readonly publisher: string;
  readonly title: string;
  readonly licence: string;
}

/** The statement that the licence asks for, for any page that shows published figures. */
export const OGL_STATEMENT = 'Contains public sector information licensed under the Open Government Licence v3.0.';

const LICENCE = 'Open Government Licence v3.0';

/** The last year for which the 2022 release is the newest one that has it. */
const LAST_YEAR_FROM_2022_RELEASE = 2018;

/** The publication from which a measure's figures of a year were taken. */
export function sourceOf(measure: BenchmarkedMeasure, year: number): BenchmarkSource {
  if (measure.publisher === 'MoJ') {
    return {
      publisher: 'Ministry of Justice',
      title: 'SEND appeal rate table 1, 2014 to 2024',
      licence: LICENCE,
    };
  }
  const release = year <= LAST_YEAR_FROM_2022_RELEASE && measure.id !== 'plans.active' ? 2022 : 2025;
  return {
    publisher: 'Department for Education',
    title: `Education, health and care plans, reporting year ${release}`,
    licence: LICENCE,
  };
}
