import { laByCode, DEMONSTRATION_AUTHORITY } from '@ehc/pathway';
import { badRequest, type FieldError, notFound } from '@ehc/platform';
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
  if (!/^\d{3}$/.test(authority))
    wrong('authority', 'no-la-code', 'It must be the three-digit DfE code of an authority.');
  if (errors.length > 0 || period === undefined || asAt === undefined) {
    throw badRequest('invalid-request', 'The question cannot be understood.', { errors });
  }
  if (laByCode(authority) === undefined && authority !== DEMONSTRATION_AUTHORITY.code) {
    throw notFound('unknown-authority', `No local authority of England has the code ${authority}.`);
  }
  return { authority, period, asAt, by, benchmarks: query.benchmarks ?? false };
};

type Wrong = (field: string, code: string, message: string) => undefined;

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

const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** Instants to the microsecond, as the log has them. Now is the end of the clock's millisecond, so that nothing is missed. */
const readMoment = (text: string | undefined, now: Date, wrong: Wrong): string | undefined => {
  if (text === undefined) return now.toISOString().replace('Z', '999Z');
  const [, whole, fraction = '', offset] = INSTANT.exec(text) ?? [];
  const milliseconds = Date.parse(`${whole}${offset}`);
  if (Number.isNaN(milliseconds) || !sameDay(text, milliseconds, offset)) {
    return wrong('asAt', 'no-instant', 'It must be an instant with an offset, such as 2026-10-16T09:00:00Z.');
  }
  const microseconds = fraction.slice(0, 6).padEnd(6, '0');
  if (milliseconds + Number(microseconds) / 1000 > now.getTime() + 1) {
    return wrong('asAt', 'in-the-future', 'It must not lie in the future: nobody knows what will be recorded.');
  }
  const seconds = new Date(milliseconds).toISOString().slice(0, 19);
  return /^0*$/.test(microseconds) ? `${seconds}Z` : `${seconds}.${microseconds}Z`;
};

/** `Date.parse` takes 31 April for 1 May. */
const sameDay = (text: string, milliseconds: number, offset = 'Z'): boolean => {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  const shift = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return new Date(milliseconds + shift).toISOString().slice(0, 10) === text.slice(0, 10);
};

const readSlice = (by: string | undefined, wrong: Wrong): SliceBy | undefined => {
  if (by === undefined) return undefined;
  if ((SLICES as readonly string[]).includes(by)) return by as SliceBy;
  return wrong('by', 'unknown-slice', `It must be one of ${SLICES.join(', ')}.`);
};
