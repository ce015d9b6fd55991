import { DEFINITION_SETS, type Measure } from '../measures/index.js';
import type { FigureChange, Moved } from './comparison-answer.js';
import { type Contribution, type Part, partsOfKey } from './contribution.js';

/** Kinds of all measures that there have been; an id keeps its kind for good. */
const kinds = new Map(DEFINITION_SETS.flatMap(({ measures }) => measures).map(({ id, kind }) => [id, kind]));

/** A change in the form in which figures are given: a count has no denominator, a median no numerator. */
export const moved = ({ numerator, denominator }: Part, kind: Measure['kind'] | undefined): Moved => ({
  numerator: kind === 'median' ? null : numerator,
  denominator: kind === 'count' ? null : denominator,
});

/** What a contribution changes, figure by figure. */
export const figureChanges = (changes: Contribution): FigureChange[] =>
  [...changes].map(([key, part]) => {
    const about = partsOfKey(key);
    const kind = kinds.get(about.measure);
    return { ...about, ...moved(part, kind), ...(kind === 'median' && { days: part.numerator }) };
  });
