import type { Part } from '../compare-measures/contribution.js';
import { type Figure, type Measure, WEEK } from '../measures/index.js';

/** A published figure moved by so much. Null for a median, which does not follow from sums. */
export const movedFigure = (kind: Measure['kind'], figure: Figure, by: Part): Figure | null => {
  if (kind === 'median') return null;
  const numerator = (figure.numerator ?? 0) + by.numerator;
  if (kind === 'count') return { numerator, denominator: null, value: numerator };
  const denominator = (figure.denominator ?? 0) + by.denominator;
  if (denominator === 0) return { numerator, denominator, value: null };
  return {
    numerator,
    denominator,
    value: kind === 'share' ? (100 * numerator) / denominator : numerator / denominator / WEEK,
  };
};
