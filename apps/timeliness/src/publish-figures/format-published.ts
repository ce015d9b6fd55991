import { shown } from '../compare-measures/format-comparison.js';
import type { Figure, Unit } from '../measures/index.js';
import type { PublishedAnswer, PublishedNowAnswer, PublishedSummary } from './published-answer.js';

const asCounted = ({ period, by, asAt, position, versions }: PublishedSummary): string =>
  `${period.from} to ${period.to}${by === undefined ? '' : ` by ${by}`}, as known at ${asAt} (position ${position}; ` +
  `law ${versions.law}, settings ${versions.settings}, definitions ${versions.definitions})`;

const headOf = (set: PublishedSummary): string[] => [
  `${set.name}`,
  `    ${asCounted(set)}`,
  `    published ${set.publishedAt} by ${set.publishedBy.actor}`,
  ...(set.note === null ? [] : [`    ${set.note}`]),
];

export const formatPublishedList = (sets: readonly PublishedSummary[]): string =>
  sets.length === 0 ? 'No figures have been published.\n' : `${sets.flatMap(headOf).join('\n')}\n`;

export const formatPublishedNow = (set: PublishedNowAnswer): string =>
  [...headOf(set), `    ${set.figures.length} figures ${set.repeated ? 'had been kept before' : 'are kept'}.`, ''].join(
    '\n',
  );

const isSame = (one: Figure, other: Figure | null): boolean =>
  other !== null &&
  one.numerator === other.numerator &&
  one.denominator === other.denominator &&
  one.value === other.value;

const RECOUNTED = {
  true: 'Counted again at its position, every figure is exactly as it was published.',
  false: 'FAULT: counted again at its position, the figures are not what was published. Please report this.',
  null: 'It was published by a newer version of the service, which alone can count it again.',
} as const;

/** A published set beside today: the figures that are as published are left to the end of the line. */
export const formatPublished = (answer: PublishedAnswer): string => {
  const line = (name: string, published: Figure, today: Figure | null, unit: Unit | null): string => {
    const was = shown(published, unit ?? 'cases');
    return isSame(published, today)
      ? `${name.padEnd(36)}${was}`
      : `${name.padEnd(36)}${was}  today ${shown(today, unit ?? 'cases')}`;
  };
  return [
    ...headOf(answer),
    RECOUNTED[`${answer.recountedExactly}`],
    `Beside it, where it differs, what the same question is answered by today (${answer.today.asAt}).`,
    '',
    ...answer.figures.flatMap(({ measure, unit, published, today, slices = [] }) => [
      line(measure, published, today, unit),
      ...slices.map((slice) => line(`    ${slice.key}`, slice.published, slice.today, unit)),
    ]),
    '',
  ].join('\n');
};
