import type { MeasuresWanted } from '../show-measures/measures-query.js';
import { understand } from '../show-measures/measures-query.js';
import { badRequest, type FieldError, Problem } from '@ehc/platform';

/** What may be asked, as it is written. */
export interface ComparisonQuery {
  /** Three-digit DfE code of the authority. */
  readonly authority: string;
  /** `2024`, `2024-03` or `2024/25`; or `from` and `to`. */
  readonly period?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The earlier moment, ISO 8601 with an offset. */
  readonly then?: string | undefined;
  /** The later one; the present where left out or `now`. */
  readonly now?: string | undefined;
  readonly by?: string | undefined;
}

/** The same, understood: the same question as at two moments. */
export interface ComparisonWanted {
  readonly then: MeasuresWanted;
  readonly now: MeasuresWanted;
}

/**
 * Understands a comparison.
 * @param now the moment at which it is asked
 * @throws Problem 400 that names every field that is wrong, 404 for an authority that there is not
 */
export const understandComparison = (
  { then, now: later, ...question }: ComparisonQuery,
  now: Date,
): ComparisonWanted => {
  const errors: FieldError[] = [];
  const asAt = (field: 'then' | 'now', moment: string | undefined): MeasuresWanted | undefined => {
    try {
      return understand({ ...question, asAt: moment }, now);
    } catch (error) {
      if (!(error instanceof Problem) || error.errors.length === 0) throw error;
      for (const one of error.errors) {
        if (one.field === 'asAt') errors.push({ ...one, field });
        else if (field === 'then') errors.push(one);
      }
      return undefined;
    }
  };
  // Asked first, so that what is wrong with the question itself is told once.
  const first = asAt('then', then);
  const second = asAt('now', later === 'now' ? undefined : later);
  if (then === undefined) {
    errors.push({ field: 'then', code: 'no-instant', message: 'Give the earlier of the two moments.' });
  } else if (first && second && withoutZone(second.asAt) < withoutZone(first.asAt)) {
    errors.push({ field: 'now', code: 'before-then', message: 'It must not lie before the other moment.' });
  }
  if (errors.length > 0 || !first || !second) {
    throw badRequest('invalid-request', 'The question cannot be understood.', { errors });
  }
  return { then: first, now: second };
};

/** Without its `Z` a moment is a prefix of every finer one in it, and so sorts before them. */
const withoutZone = (instant: string): string => instant.slice(0, -1);
