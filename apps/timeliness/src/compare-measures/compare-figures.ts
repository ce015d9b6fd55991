import type { Figure, Measure, MeasuredFigure } from '../measures/index.js';
import { CAUSES, type Compared, type ComparedMeasure, type Moved } from './comparison-answer.js';
import { type Contribution, figureKey, NO_PART, type Part } from './contribution.js';
import { moved } from './figure-changes.js';
import type { Ledger } from './ledger.js';

/** The figures of one moment, and the sums behind them. */
export interface FiguresAt {
  readonly figures: readonly MeasuredFigure[];
  readonly contribution: Contribution;
}

const MEDIAN_NOTE =
  'A median does not add up: the cases are those that entered or left its population, or whose days changed.';

/** What moved a figure, where what it has not is nothing. */
export const partOf = ({ numerator, denominator }: Moved): Part => ({
  numerator: numerator ?? 0,
  denominator: denominator ?? 0,
});

/** The sums of a figure: as it is given, and of a median the days in all, from which its value does not follow. */
const sums = (figure: Figure | undefined, contribution: Contribution, key: string): Part => {
  if (figure === undefined) return NO_PART;
  const { numerator } = contribution.get(key) ?? NO_PART;
  return { numerator: figure.numerator ?? numerator, denominator: figure.denominator ?? 0 };
};

const less = (now: number | null, then: number | null): number | null =>
  now === null || then === null ? null : now - then;

/** Now less then; null in place of what either does not have. */
export const differenceOf = (then: Figure, now: Figure): Figure => ({
  numerator: less(now.numerator, then.numerator),
  denominator: less(now.denominator, then.denominator),
  value: less(now.value, then.value),
});

const given = ({ numerator, denominator, value }: Figure): Figure => ({ numerator, denominator, value });

/** Each measure as known then and now, with what the ledger says of the difference. */
export const compareFigures = (then: FiguresAt, now: FiguresAt, ledger: Ledger): ComparedMeasure[] => {
  const [before, after] = [then, now].map(
    ({ figures }) => new Map(figures.map((figure) => [figure.measure.id, figure])),
  ) as [Map<string, MeasuredFigure>, Map<string, MeasuredFigure>];

  const compared = (measure: Measure, slice: string | undefined, was?: Figure, is?: Figure): Compared => {
    const { id, kind } = measure;
    const key = figureKey(id, slice);
    const entries = ledger.of(key);
    const [first, last] = [sums(was, then.contribution, key), sums(is, now.contribution, key)];
    let [numerator, denominator] = [last.numerator - first.numerator, last.denominator - first.denominator];
    for (const entry of entries.values()) {
      numerator -= entry.numerator;
      denominator -= entry.denominator;
    }
    return {
      then: was ? given(was) : null,
      now: is ? given(is) : null,
      difference: was && is ? differenceOf(was, is) : null,
      because: Object.fromEntries(
        CAUSES.flatMap((cause) => {
          const entry = entries.get(cause);
          return entry ? [[cause, { ...moved(entry, kind), cases: entry.cases, events: entry.events }]] : [];
        }),
      ),
      unexplained: { numerator, denominator },
    };
  };

  return [...new Set([...after.keys(), ...before.keys()])].map((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    const { measure } = (is ?? was)!;
    const { label, unit, definition, version, kind } = measure;
    return {
      id,
      label,
      unit,
      definition,
      version,
      ...compared(measure, undefined, was, is),
      ...(kind === 'median' && { note: MEDIAN_NOTE }),
      ...((is ?? was)!.slices && {
        slices: sliceKeys(was, is).map((key) => ({
          key,
          ...compared(measure, key, was && sliceOf(was, key), is && sliceOf(is, key)),
        })),
      }),
    };
  });
};

const sliceKeys = (was: MeasuredFigure | undefined, is: MeasuredFigure | undefined): string[] => [
  ...new Set([is, was].flatMap((figure) => (figure?.slices ?? []).map(({ key }) => key))),
];

/** A slice in which nothing is counted is often not shown. */
const sliceOf = ({ slices = [], measure }: MeasuredFigure, key: string): Figure =>
  slices.find((slice) => slice.key === key) ?? EMPTY[measure.kind];

/** A figure in which nothing is counted. */
export const EMPTY: Readonly<Record<Measure['kind'], Figure>> = {
  count: { numerator: 0, denominator: null, value: 0 },
  share: { numerator: 0, denominator: 0, value: null },
  mean: { numerator: 0, denominator: 0, value: null },
  median: { numerator: null, denominator: 0, value: null },
};

/** How much is not accounted for in all; 0 unless the service is at fault. */
export const unexplainedIn = (measures: readonly ComparedMeasure[]): number =>
  measures
    .flatMap(({ unexplained, slices = [] }): Moved[] => [unexplained, ...slices.map((slice) => slice.unexplained)])
    .reduce((sum, { numerator, denominator }) => sum + Math.abs(numerator ?? 0) + Math.abs(denominator ?? 0), 0);
