/** What some rows add to one figure. Of a mean or median the numerator is in days; of a count there is no denominator. */
export interface Part {
  readonly numerator: number;
  readonly denominator: number;
}

/** What nobody adds. */
export const NO_PART: Part = { numerator: 0, denominator: 0 };

export const sumOfParts = (one: Part, other: Part): Part => ({
  numerator: one.numerator + other.numerator,
  denominator: one.denominator + other.denominator,
});

/** A whole measure by its id, or one slice of it; see `figureKey`. */
export type FigureKey = string;

/** What some rows add to each figure; a figure to which they add nothing is left out. */
export type Contribution = ReadonlyMap<FigureKey, Part>;

export const NOTHING: Contribution = new Map();

const BETWEEN = '\t';

export const figureKey = (measure: string, slice?: string): FigureKey =>
  slice === undefined ? measure : `${measure}${BETWEEN}${slice}`;

export const partsOfKey = (key: FigureKey): { readonly measure: string; readonly slice?: string } => {
  const [measure, slice] = key.split(BETWEEN);
  return slice === undefined ? { measure: measure! } : { measure: measure!, slice };
};

const combined = (one: Contribution, other: Contribution, sign: 1 | -1): Contribution => {
  const sum = new Map(one);
  for (const [key, { numerator, denominator }] of other) {
    const part = sumOfParts(sum.get(key) ?? NO_PART, { numerator: sign * numerator, denominator: sign * denominator });
    if (part.numerator === 0 && part.denominator === 0) sum.delete(key);
    else sum.set(key, part);
  }
  return sum;
};

export const plus = (one: Contribution, other: Contribution): Contribution => combined(one, other, 1);

export const minus = (one: Contribution, other: Contribution): Contribution => combined(one, other, -1);

export const sumOf = (all: Iterable<Contribution>): Contribution => {
  let sum = NOTHING;
  for (const one of all) sum = plus(sum, one);
  return sum;
};
