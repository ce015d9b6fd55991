import type { DayNumber } from '@ehc/statutory-clock';
import { type Facts, isDated, NEVER, type ReviewColumn, type ReviewFacts } from './facts.js';
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

/** Reads one review after another into the same view. */
export class ReviewReader implements ReviewView {
  concluded = false;
  decidedOn = NEVER;
  #meetingOn = NEVER;

  constructor(
    private readonly facts: Pick<ReviewFacts, ReviewColumn>,
    private readonly question: Question,
  ) {}

  /** Worked out only where it is asked for: most reviews of ten years lie outside the period. */
  get decideBy(): DayNumber {
    return this.question.limits.reviewDecisionBy(this.#meetingOn);
  }

  read(row: number): ReviewView {
    this.#meetingOn = this.facts.meetingOn[row]!;
    this.decidedOn = this.facts.decidedOn[row]!;
    this.concluded = isDated(this.#meetingOn) && isDated(this.decidedOn);
    return this;
  }
}

/** Reads what a return said of one plan after another into the same view. */
export class CensusReader extends ReviewReader implements CensusView {
  active = false;

  constructor(
    private readonly all: Facts,
    question: Question,
  ) {
    super(all.census, question);
  }

  override read(row: number): CensusView {
    super.read(row);
    const { census } = this.all;
    this.active = endedOn(this.all, census.plan[row]!) > census.censusOn[row]!;
    return this;
  }
}
