import type { Measure } from './measure.js';

/** A figure in the form of the answer: see the contract of the measures. */
export interface Figure {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
}

/** Days in a week: means and medians are counted in days and given in weeks. */
export const WEEK = 7;

/** Adds up one measure, in total and by slice. */
export class Tally {
  #sum = 0;
  #count = 0;
  readonly #sums: number[];
  readonly #counts: number[];
  /** Every value with its slice, kept for medians only. */
  readonly #values: { readonly value: number; readonly slice: number }[] = [];

  constructor(
    private readonly kind: Measure['kind'],
    slices: number,
  ) {
    this.#sums = Array.from({ length: slices }, () => 0);
    this.#counts = Array.from({ length: slices }, () => 0);
  }

  /** @param slice −1 where nothing is sliced */
  add(value: number, slice: number): void {
    this.#sum += value;
    this.#count += 1;
    if (slice >= 0) {
      this.#sums[slice]! += value;
      this.#counts[slice]! += 1;
    }
    if (this.kind === 'median') this.#values.push({ value, slice });
  }

  isCounted(slice: number): boolean {
    return this.#counts[slice]! > 0;
  }

  total(): Figure {
    return this.#figure(this.#sum, this.#count, () => true);
  }

  ofSlice(slice: number): Figure {
    return this.#figure(this.#sums[slice]!, this.#counts[slice]!, (one) => one === slice);
  }

  #figure(sum: number, count: number, holds: (slice: number) => boolean): Figure {
    switch (this.kind) {
      case 'count':
        return { numerator: sum, denominator: null, value: sum };
      case 'share':
        return { numerator: sum, denominator: count, value: count === 0 ? null : (100 * sum) / count };
      case 'mean':
        return { numerator: sum, denominator: count, value: count === 0 ? null : sum / count / WEEK };
      case 'median': {
        const values = this.#values.flatMap(({ value, slice }) => (holds(slice) ? [value] : []));
        return { numerator: null, denominator: count, value: count === 0 ? null : medianOf(values) / WEEK };
      }
    }
  }
}

/** The middle value, or the mean of the two in the middle; the values are put in order. */
export const medianOf = (values: number[]): number => medianOfSorted(values.sort((a, b) => a - b));

/** The same, of values that are in order. */
export const medianOfSorted = (sorted: readonly number[]): number => {
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};
