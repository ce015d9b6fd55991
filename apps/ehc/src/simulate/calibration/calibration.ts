import { type Column, publishedCounts } from '@ehc/timeliness';
import { DEMONSTRATION_AUTHORITY } from '@ehc/pathway';
import { normalQuantile } from './normal-quantile.js';
import { REQUEST_SOURCES, type RequestSource } from './requests-by-source.js';

/** What a simulated authority is made like, year by year: its own published figures, or England's where it has none. */
export interface Calibration {
  /** Requests received in a calendar year, in proportion to other years. */
  readonly requests: (year: number) => number;
  /** Chance that a request from that source is refused, of those decided. */
  readonly refused: (year: number, from: RequestSource) => number;
  /** Share of requests decided within six weeks. */
  readonly withinSixWeeks: (year: number) => number;
  /** Share of the plans issued in a year to which exceptions apply. */
  readonly exceptions: (year: number) => number;
  /**
   * Days from the request to the plan for a child at this place among all (standard normal), for plans issued in that
   * year without exceptions.
   */
  readonly daysToPlan: (year: number, place: number) => number;
  /** Share of review decisions within four weeks of the meeting. */
  readonly reviewsWithinFourWeeks: number;
}

const ENGLAND = 'England';
const LAST_PUBLISHED = 2024;
const FIRST_PUBLISHED = 2014;

/** Growth of requests after the last published year, each year. Ours: half of that from 2023 to 2024. */
const GROWTH = 1.06;

/** σ of the logarithm of weeks to plan where too few plans take more than a year to tell: Nottinghamshire's (§4.3). */
const NARROW = 0.26;
const WIDE = 0.65;

const IN_TIME = 140;
const A_YEAR = 365;

/** The calibration for an authority by its code. */
export const calibrationOf = (code: string): Calibration => {
  const places = code === DEMONSTRATION_AUTHORITY.code ? [ENGLAND] : [code, ENGLAND];
  const share = (year: number, counted: readonly Column[], of: readonly Column[]): number =>
    firstOf(places, (place) => nearest(year, (one) => ratio(one, place, counted, of)))!;
  const spread = spreadOf(
    share(LAST_PUBLISHED, ['to20_ex'], ['timed_ex']),
    share(LAST_PUBLISHED, ['over52_ex'], ['timed_ex']),
  );
  const refused = new Map<number, Map<RequestSource, number>>();
  const refusedIn = (year: number) => {
    let bySource = refused.get(year);
    if (!bySource) {
      // Before 2023 no agreements to assess were published, but refusals of all received.
      bySource = refusalsBySource(
        year < 2023 ? share(year, ['refuse'], ['received']) / DECIDED : share(year, ['refuse'], ['refuse', 'assess']),
      );
      refused.set(year, bySource);
    }
    return bySource;
  };
  return {
    requests: (year) =>
      firstOf(places, (place) => nearest(year, (one) => ratio(one, place, ['received'], [])))! *
      GROWTH ** Math.max(0, year - LAST_PUBLISHED),
    refused: (year, from) => refusedIn(year).get(from)!,
    withinSixWeeks: (year) => share(year, ['six_weeks_in'], ['six_weeks_in', 'six_weeks_over']),
    exceptions: (year) => 1 - share(year, ['timed_ex'], ['timed']),
    daysToPlan: (year, place) => {
      const inTime = clamp(share(year, ['to20_ex'], ['timed_ex']), 0.01, 0.99);
      return IN_TIME * Math.exp(spread * (place - normalQuantile(inTime)));
    },
    reviewsWithinFourWeeks: share(LAST_PUBLISHED, ['four_weeks_in'], ['four_weeks_in', 'four_weeks_over']),
  };
};

/** Share of the requests of a year that are decided, as far as it was published with the refusals. */
const DECIDED = 0.92;

/** σ of a lognormal through two quantiles: the share within 20 weeks and the share beyond a year. */
const spreadOf = (inTime: number, beyondAYear: number): number => {
  if (beyondAYear < 0.003 || inTime < 0.01 || inTime > 0.75) return NARROW;
  const between = normalQuantile(1 - beyondAYear) - normalQuantile(inTime);
  return clamp(Math.log(A_YEAR / IN_TIME) / between, NARROW, WIDE);
};

/** Refusals by source so that all together come to a share: the odds of each source move alike. */
const refusalsBySource = (target: number): Map<RequestSource, number> => {
  const all = REQUEST_SOURCES.reduce((sum, { requests }) => sum + requests, 0);
  const moved = (refused: number, by: number) => {
    const odds = (refused / (100 - refused)) * Math.exp(by);
    return odds / (1 + odds);
  };
  let [low, high] = [-12, 12];
  for (let step = 0; step < 50; step++) {
    const by = (low + high) / 2;
    const share = REQUEST_SOURCES.reduce((sum, one) => sum + (one.requests / all) * moved(one.refused, by), 0);
    if (share < target) low = by;
    else high = by;
  }
  return new Map(REQUEST_SOURCES.map((one) => [one, moved(one.refused, low)]));
};

/** The counts of `counted` over those of `of` (or alone); undefined where one of them is not published. */
const ratio = (year: number, place: string, counted: readonly Column[], of: readonly Column[]): number | undefined => {
  const counts = publishedCounts(year, place);
  const sum = (columns: readonly Column[]) =>
    columns.reduce((total, column) => {
      const cell = counts?.[column];
      return typeof cell === 'number' ? total + cell : Number.NaN;
    }, 0);
  const value = of.length === 0 ? sum(counted) : sum(counted) / sum(of);
  return Number.isFinite(value) ? value : undefined;
};

const firstOf = <T, R>(choices: readonly T[], find: (choice: T) => R | undefined): R | undefined => {
  for (const choice of choices) {
    const found = find(choice);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The figure of a year, or of the nearest one that has it, an earlier one first; undefined where none has. */
const nearest = (year: number, figure: (year: number) => number | undefined): number | undefined => {
  const farthest = Math.max(Math.abs(year - FIRST_PUBLISHED), Math.abs(year - LAST_PUBLISHED));
  for (let away = 0; away <= farthest; away++) {
    const found = figure(year - away) ?? figure(year + away);
    if (found !== undefined) return found;
  }
  return undefined;
};

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
