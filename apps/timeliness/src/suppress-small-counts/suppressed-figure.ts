import type { Figure, Measure } from '../measures/index.js';
import { populationOf } from './lenses-of-measures.js';

/** What stands in place of a suppressed number, as in the tables that the Department for Education publishes. */
export const SUPPRESSED = 'c';

export type Told = number | null | typeof SUPPRESSED;

/** A figure as it is told to those who may not learn of single children. */
export interface ToldFigure {
  readonly numerator: Told;
  readonly denominator: Told;
  readonly value: Told;
  /** Only where something of it is suppressed. */
  readonly suppressed?: true;
}

/** By what rule figures are suppressed: said in every answer that is so given. */
export interface SmallNumbersRule {
  /** Counts from 1 up to and without it are small. */
  readonly under: number;
  readonly mark: typeof SUPPRESSED;
  readonly rule: string;
}

export const ruleUnder = (under: number): SmallNumbersRule => ({
  under,
  mark: SUPPRESSED,
  rule:
    `Counts of children from 1 to ${under - 1} are suppressed, and so is whatever would let one be worked out: other ` +
    'counts of the same sum, percentages, means and medians. Noughts are shown.',
});

/** Whether the size of a set may be told. */
export type MayTell = (set: string) => boolean;

/** A figure with what may not be told of it left out. */
export const told = (
  { numerator, denominator, value }: Figure,
  of: Pick<Measure, 'id' | 'kind'>,
  may: MayTell,
): ToldFigure => {
  const population = of.kind === 'count' || may(populationOf(of.id));
  const counted = of.kind === 'count' || of.kind === 'share' ? may(of.id) : population;
  if (population && counted) return { numerator, denominator, value };
  return {
    numerator: counted || numerator === null ? numerator : SUPPRESSED,
    denominator: population || denominator === null ? denominator : SUPPRESSED,
    value: SUPPRESSED,
    suppressed: true,
  };
};

const less = (now: Told, then: Told): Told => {
  if (now === SUPPRESSED || then === SUPPRESSED) return SUPPRESSED;
  return now === null || then === null ? null : now - then;
};

/** Now less then, where both may be told. */
export const toldDifference = (then: ToldFigure, now: ToldFigure): ToldFigure => ({
  numerator: less(now.numerator, then.numerator),
  denominator: less(now.denominator, then.denominator),
  value: less(now.value, then.value),
  ...((then.suppressed || now.suppressed) && { suppressed: true }),
});
