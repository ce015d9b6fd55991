import { countedDay, nextReviewFrom, type ReviewDays } from '@ehc/case-clocks';
import type { DayNumber } from '@ehc/statutory-clock';
import { type Facts, NEVER, UNDATED, isDated } from './facts.js';
import { startIsFirstIssue } from './first-issue.js';
import type { Question } from './question.js';

/** One plan as the measures see it. */
export interface PlanView {
  /** First day in force here; `UNDATED` where it is in force at every date before its end. */
  readonly inForceFrom: DayNumber;
  /** First day on which it is no longer in force here; `NEVER` where there is none. */
  readonly endedOn: DayNumber;
  /** In force at the snapshot. */
  readonly active: boolean;
  /**
   * Last day of the review that is due next at the snapshot; `NEVER` where the plan is not in force, or nothing is known
   * to count from.
   */
  readonly reviewBy: DayNumber;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads one plan after another into the same view. */
export class PlanReader {
  readonly #lastReviewed: Int32Array;
  readonly #view: Writable<PlanView> = { inForceFrom: NEVER, endedOn: NEVER, active: false, reviewBy: NEVER };

  constructor(
    private readonly facts: Facts,
    private readonly question: Question,
  ) {
    this.#lastReviewed = lastReviewed(facts, question);
  }

  read(row: number): PlanView {
    const { limits, snapshot } = this.question;
    const view = this.#view;
    const issuedOn = this.#firstIssue(row);
    view.inForceFrom = this.#inForceFrom(row, issuedOn);
    view.endedOn = endedOn(this.facts, row);
    view.active = view.inForceFrom <= snapshot && view.endedOn > snapshot;
    view.reviewBy = view.active ? limits.reviewBy(this.#reviewedFrom(row, issuedOn)) : NEVER;
    return view;
  }

  /** The day from which the next review is counted. */
  #reviewedFrom(row: number, issuedOn: DayNumber): DayNumber {
    const reviewed = this.#lastReviewed[row]!;
    if (reviewed !== NEVER) return reviewed;
    return isDated(issuedOn) ? issuedOn : this.facts.plans.startedOn[row]!;
  }

  /** Day of the first issue as far as it is known; `NEVER` for a plan that was first issued elsewhere. */
  #firstIssue(row: number): DayNumber {
    const { cases, plans } = this.facts;
    if (plans.transferredInOn[row] !== NEVER) return NEVER;
    const sent = plans.case[row]! >= 0 ? cases.issuedOn[plans.case[row]!]! : NEVER;
    if (isDated(sent)) return sent;
    return startIsFirstIssue(plans, row) ? plans.startedOn[row]! : UNDATED;
  }

  #inForceFrom(row: number, issuedOn: DayNumber): DayNumber {
    const { plans } = this.facts;
    const transferredInOn = plans.transferredInOn[row]!;
    return transferredInOn === NEVER ? issuedOn : countedDay(transferredInOn, plans.transferredInShownIn[row]!);
  }
}

/** The day on which a plan ceased or went with the child to another authority: it is not in force here on that day. */
export const endedOn = ({ plans }: Facts, row: number): DayNumber =>
  Math.min(plans.ceasedOn[row]!, plans.transferredOutOn[row]!);

/** For each plan the day from which the next review is counted: that of the latest review done by the snapshot. */
const lastReviewed = ({ plans, reviews }: Facts, { settings, snapshot }: Question): Int32Array => {
  const latest = new Int32Array(plans.count).fill(NEVER);
  const known = (day: DayNumber): DayNumber | null => (isDated(day) && day <= snapshot ? day : null);
  const days: Writable<ReviewDays<DayNumber>> = { meetingOn: null, decidedOn: null };
  for (let review = 0; review < reviews.count; review++) {
    days.meetingOn = known(reviews.meetingOn[review]!);
    days.decidedOn = known(reviews.decidedOn[review]!);
    const countsFrom = nextReviewFrom(days, settings);
    if (countsFrom === null) continue;
    const plan = reviews.plan[review]!;
    if (latest[plan] === NEVER || countsFrom > latest[plan]!) latest[plan] = countsFrom;
  }
  return latest;
};
