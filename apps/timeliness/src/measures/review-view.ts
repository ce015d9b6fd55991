import type { DayNumber } from '@ehc/statutory-clock';
import {
  type CensusColumn,
  type CensusFacts,
  type Facts,
  isDated,
  NEVER,
  type ReviewColumn,
  type ReviewFacts,
} from './facts.js';
import { endedOn } from './plan-view.js';
import type { Question } from './question.js';

/** One review as the measures see it. */
export interface ReviewView {
  /** It has a day of its meeting and a day on which the decision was notified. */
  readonly concluded: boolean;
  readonly decidedOn: DayNumber;
  /** Last day in time for the decision. */
  readonly decideBy: DayNumber;
}

/** The latest review of a plan at a census, as the return gave it. */
export interface CensusView extends ReviewView {
  /** The plan had not ceased by the day of the census. */
  readonly active: boolean;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const readInto = (
  view: Writable<ReviewView>,
  facts: Pick<ReviewFacts & CensusFacts, ReviewColumn & CensusColumn>,
  row: number,
  { limits }: Question,
): void => {
  const meetingOn = facts.meetingOn[row]!;
  view.decidedOn = facts.decidedOn[row]!;
  view.concluded = isDated(meetingOn) && isDated(view.decidedOn);
  view.decideBy = limits.reviewDecisionBy(meetingOn);
};

/** Reads one review after another into the same view. */
export class ReviewReader {
  readonly #view: Writable<ReviewView> = { concluded: false, decidedOn: NEVER, decideBy: NEVER };

  constructor(
    private readonly facts: Facts,
    private readonly question: Question,
  ) {}

  read(row: number): ReviewView {
    readInto(this.#view, this.facts.reviews, row, this.question);
    return this.#view;
  }
}

/** Reads what a return said of one plan after another into the same view. */
export class CensusReader {
  readonly #view: Writable<CensusView> = { concluded: false, decidedOn: NEVER, decideBy: NEVER, active: false };

  constructor(
    private readonly facts: Facts,
    private readonly question: Question,
  ) {}

  read(row: number): CensusView {
    const { census } = this.facts;
    readInto(this.#view, census, row, this.question);
    this.#view.active = endedOn(this.facts, census.plan[row]!) > census.censusOn[row]!;
    return this.#view;
  }
}
