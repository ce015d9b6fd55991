import type { Figure, Unit } from '../measures/index.js';
import type { AnsweredMeasure, MeasuresAnswer } from './measures-answer.js';

/** The answer as a table for people, shares and weeks rounded to one decimal. */
export const formatMeasures = (answer: MeasuresAnswer): string => {
  const { authority, period, asAt, known, importing, versions, measures } = answer;
  const head = [
    `Authority ${authority}, ${period.from} to ${period.to}, as known at ${asAt}`,
    `Law ${versions.law}, settings ${versions.settings}, definitions ${versions.definitions}`,
  ];
  if (!known) return [...head, 'Nothing had been recorded for this authority by then.', ''].join('\n');
  if (importing) head.push('An import was under way at that moment: these are the figures of half a return.');
  return [...head, '', ...measures.flatMap(linesOf), ''].join('\n');
};

const linesOf = (measure: AnsweredMeasure): string[] => {
  const { id, label, unit, note, slices = [], benchmarks } = measure;
  const lines = [figureLine(id, measure, unit, label)];
  if (note !== undefined) lines.push(`    ${note}`);
  for (const slice of slices) lines.push(figureLine(`    ${slice.key}`, slice, unit));
  if (benchmarks !== undefined) {
    for (const figure of [benchmarks.england, benchmarks.region]) {
      lines.push(figureLine(`    ${figure.place.name}, ${benchmarks.year}`, figure, unit, 'as published'));
    }
    if (benchmarks.footnote !== null) lines.push(`    ${benchmarks.footnote}`);
  }
  return lines;
};

const figureLine = (name: string, figure: Figure, unit: Unit, words = ''): string =>
  `${name.padEnd(36)}${shown(figure.value, unit).padStart(16)}  ${countsOf(figure).padEnd(18)}${words}`.trimEnd();

const shown = (value: number | null, unit: Unit): string => {
  if (value === null) return '–';
  if (unit === 'percent') return `${value.toFixed(1)}%`;
  return `${unit === 'weeks' ? value.toFixed(1) : value} ${unit}`;
};

const countsOf = ({ numerator, denominator }: Figure): string => {
  if (denominator === null) return '';
  return numerator === null ? `of ${denominator}` : `${numerator} of ${denominator}`;
};
