import type { ClockSettings } from '../settings.js';
import { type Finding, type GivenException, lifts, liftsNot } from './exception.js';

const FOUR_WEEKS = 28;
const ONE_WEEK = 7;

/** X1, X2: the place was closed for a continuous period of at least 4 weeks. */
export function isClosedForFourWeeks(closedFrom: number, reopensOn: number): boolean {
  return reopensOn - closedFrom >= FOUR_WEEKS;
}

/**
 * X1, X2: advice was asked for during the period from 1 week before the closing to 1 week before the reopening.
 * Under the setting `x1Strict: false` it may have been asked for earlier.
 */
export function isAskedAroundClosure(
  adviceRequestedOn: number,
  closedFrom: number,
  reopensOn: number,
  x1Strict: boolean,
): boolean {
  return (!x1Strict || adviceRequestedOn >= closedFrom - ONE_WEEK) && adviceRequestedOn <= reopensOn - ONE_WEEK;
}

/**
 * X1, school closed (regs 5(4)(a), 10(4)(a)), and X2, early-years provider closed ((b)): the authority asked the head
 * or provider for advice around a closure of 4 weeks or more. There is no other tie to the period of the limit.
 */
export function schoolClosed(exception: GivenException, settings: Readonly<ClockSettings>): Finding {
  const { adviceRequestedOn, closedFrom, reopensOn } = exception as Required<GivenException>;
  const place = exception.kind === 'X2' ? 'early-years provider' : 'school';
  if (!isClosedForFourWeeks(closedFrom, reopensOn)) {
    return liftsNot(`the ${place} was closed for ${reopensOn - closedFrom} days, which is less than 4 weeks`);
  }
  if (!isAskedAroundClosure(adviceRequestedOn, closedFrom, reopensOn, settings.x1Strict)) {
    return liftsNot(
      adviceRequestedOn > reopensOn - ONE_WEEK
        ? `advice was asked for later than a week before the ${place} reopens`
        : `advice was asked for earlier than a week before the ${place} closed`,
    );
  }
  return lifts(`advice was asked for while the ${place} was closed (or about to close) for at least 4 weeks`);
}
