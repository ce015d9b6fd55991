import { badRequest, type FieldError } from '@ehc/platform';
import { checkAuthority, readMoment, refuseUnknownAuthority, type Wrong } from '../ask-as-at/authority-and-moment.js';
import { InvalidPeriod, parsePeriod, type Period, periodBetween, SLICES, type SliceBy } from '../measures/index.js';

/** What may be asked, as it is written. */
export interface MeasuresQuery {
  /** Three-digit DfE code of the authority. */
  readonly authority: string;
  /** `2024`, `2024-03` or `2024/25`; or `from` and `to`. */
  readonly period?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Instant, ISO 8601 with an offset; now where left out. */
  readonly asAt?: string | undefined;
  readonly by?: string | undefined;
  /** Whether published figures stand beside the measures. */
  readonly benchmarks?: boolean | undefined;
}

/** The same, understood. */
export interface MeasuresWanted {
  readonly authority: string;
  readonly period: Period;
  /** ISO 8601, UTC. */
  readonly asAt: string;
  readonly by: SliceBy | undefined;
  readonly benchmarks: boolean;
}

/**
 * Understands a question.
 * @param now the moment at which it is asked
 * @throws Problem 400 that names every field that is wrong, 404 for an authority that there is not
 */
export const understand = (query: MeasuresQuery, now: Date): MeasuresWanted => {
  const errors: FieldError[] = [];
  const wrong = (field: string, code: string, message: string): undefined => {
    errors.push({ field, code, message });
    return undefined;
  };
  const { authority } = query;
  const period = readPeriod(query, wrong);
  const asAt = readMoment(query.asAt, now, wrong);
  const by = readSlice(query.by, wrong);
  checkAuthority(authority, wrong);
  if (errors.length > 0 || period === undefined || asAt === undefined) {
    throw badRequest('invalid-request', 'The question cannot be understood.', { errors });
  }
  refuseUnknownAuthority(authority);
  return { authority, period, asAt, by, benchmarks: query.benchmarks ?? false };
};

const readPeriod = ({ period, from, to }: MeasuresQuery, wrong: Wrong): Period | undefined => {
  try {
    if (period !== undefined) {
      if (from !== undefined || to !== undefined) {
        return wrong('period', 'ambiguous-period', 'Give either a period or its first and last day, not both.');
      }
      return parsePeriod(period);
    }
    if (from === undefined && to === undefined) {
      return wrong('period', 'no-period', 'Give a period (2024, 2024-03 or 2024/25), or its first and last day.');
    }
    return periodBetween(from ?? '', to ?? '');
  } catch (error) {
    if (!(error instanceof InvalidPeriod)) throw error;
    return wrong(error.field, 'no-such-period', error.message);
  }
};

const readSlice = (by: string | undefined, wrong: Wrong): SliceBy | undefined => {
  if (by === undefined) return undefined;
  if ((SLICES as readonly string[]).includes(by)) return by as SliceBy;
  return wrong('by', 'unknown-slice', `It must be one of ${SLICES.join(', ')}.`);
};
