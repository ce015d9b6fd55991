import { type CaseDays, type CaseStage, judgedOn, NEVER, OPEN_STAGES, type OpenStage, stageAt } from '@ehc/case-clocks';
import type { DayNumber } from '@ehc/statutory-clock';
import { AGAINST_REFUSAL, type Facts, FIRST_DECISION, WEEK_20, isDated } from './facts.js';
import { startIsFirstIssue } from './first-issue.js';
import { isWithin } from './period.js';
import type { Question } from './question.js';

/**
 * Whether a case can be in any measure of the question: something of it happened in the period, or it is open at the
 * end. Most cases of ten years are neither, and are passed over. Every definition over cases keeps to it.
 */
export const isConcerned = (
  { receivedOn, firstDecidedOn, noPlanOn, issuedOn, open }: CaseView,
  { period }: Question,
): boolean =>
  open ||
  isWithin(issuedOn, period) ||
  isWithin(receivedOn, period) ||
  isWithin(firstDecidedOn, period) ||
  isWithin(noPlanOn, period);

/** Where an open case stands. */
export const STAGES = OPEN_STAGES;
export type Stage = OpenStage;

/** What became of a request: its first decision, or why there is none. */
export type RequestOutcome = 'assess' | 'refuse' | 'undecided' | 'withdrawn' | 'decided_earlier';

/** One case as the measures see it. */
export interface CaseView {
  /** Day 0 of its limits; `UNDATED` where it is not known. */
  readonly receivedOn: DayNumber;
  readonly requestOutcome: RequestOutcome;
  /** Day of the first decision on the request; `NEVER` where there is none. */
  readonly firstDecidedOn: DayNumber;
  /** Last day in time for it. */
  readonly decideBy: DayNumber;
  /** Day of the decision not to issue a plan. */
  readonly noPlanOn: DayNumber;
  readonly refusePlanBy: DayNumber;
  /** Day on which the first plan was issued. */
  readonly issuedOn: DayNumber;
  readonly issueBy: DayNumber;
  /** Days from receipt to issue. */
  readonly daysToIssue: number;
  /** A plan came, or may come, after a refusal, or an appeal or mediation against one is recorded. */
  readonly overturned: boolean;
  /** Exceptions lift the limit of 20 weeks. */
  readonly lifted: boolean;
  /** At the snapshot there is neither plan nor refusal nor other end. */
  readonly open: boolean;
  /** Days from receipt to the snapshot. */
  readonly age: number;
  /** Only where it is open. */
  readonly stage: Stage;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads one case after another into the same view, so that a pass over many cases makes no objects.
 *
 * A case is in no measure if it came with a plan transferred in (it was not received here), is a reassessment (its limits
 * are others), or was opened in error.
 */
export class CaseReader {
  readonly #view: Writable<CaseView> = {
    receivedOn: NEVER,
    requestOutcome: 'undecided',
    firstDecidedOn: NEVER,
    decideBy: NEVER,
    noPlanOn: NEVER,
    refusePlanBy: NEVER,
    issuedOn: NEVER,
    issueBy: NEVER,
    daysToIssue: NEVER,
    overturned: false,
    lifted: false,
    open: false,
    age: 0,
    stage: 'request',
  };

  #row = 0;

  readonly #days: Writable<CaseDays> = {
    receivedOn: NEVER,
    refused: false,
    firstDecidedOn: NEVER,
    decidedEarlier: false,
    requestWithdrawnOn: NEVER,
    refusalReversedOn: NEVER,
    refusalReversedShownIn: 0,
    assessmentShownOn: NEVER,
    assessmentShownShownIn: 0,
    assessmentWithdrawnOn: NEVER,
    decidedToIssueOn: NEVER,
    decidedToIssueShownIn: 0,
    noPlanOn: NEVER,
    noPlanReversedOn: NEVER,
    noPlanReversedShownIn: 0,
    noPlanAgainOn: NEVER,
    noPlanAgainReversedOn: NEVER,
    assessedEarlier: false,
    issuedOn: NEVER,
    movedOutOn: NEVER,
    closedOn: NEVER,
  };

  constructor(
    private readonly facts: Facts,
    private readonly question: Question,
  ) {}

  /** What tells the stage of the case that was read last, on any day; like the view, the next reading takes its place. */
  get days(): CaseDays {
    return this.#daysOf(this.#row);
  }

  /** Reads a case; null where it is in no measure. */
  read(row: number): CaseView | null {
    return this.#stands(row) ? this.#judged(row) : null;
  }

  /** As `read`; null also for the many cases that can be in no measure of the question, before anything is judged. */
  readConcerned(row: number): CaseView | null {
    return this.#stands(row) && isConcerned(this.#view, this.question) ? this.#judged(row) : null;
  }

  /** Reads what happened when, and where the case stands. */
  #stands(row: number): boolean {
    const { cases, plans } = this.facts;
    const plan = cases.plan[row]!;
    if (cases.reassessment[row] === 1 || cases.openedInError[row] === 1) return false;
    if (plan >= 0 && plans.transferredInOn[plan] !== NEVER) return false;

    const view = this.#view;
    this.#row = row;
    view.receivedOn = this.#receivedOn(row);
    view.firstDecidedOn = cases.firstDecidedOn[row]!;
    view.noPlanOn = cases.noPlanOn[row]!;
    view.issuedOn = this.#issuedOn(row, plan);
    view.age = this.question.snapshot - view.receivedOn;
    this.#stand(row);
    return true;
  }

  /** Reckons by what the case is judged. */
  #judged(row: number): CaseView {
    const { cases } = this.facts;
    const { limits } = this.question;
    const view = this.#view;
    view.requestOutcome = this.#requestOutcome(row);
    view.decideBy = limits.decideBy(view.receivedOn);
    view.refusePlanBy = limits.refusePlanBy(view.receivedOn);
    view.issueBy = limits.issueBy(view.receivedOn);
    view.daysToIssue = view.issuedOn - view.receivedOn;
    view.overturned =
      (cases.disputes[row]! & AGAINST_REFUSAL) !== 0 ||
      cases.firstDecision[row] === FIRST_DECISION.refuse ||
      view.noPlanOn !== NEVER;
    view.lifted = this.#lifted(row);
    return view;
  }

  /** A case that another authority had begun counts from its receipt there only where the authority chose so. */
  #receivedOn(row: number): DayNumber {
    const { cases } = this.facts;
    const elsewhere = cases.receivedElsewhereOn[row]!;
    return this.question.settings.moveClock === 'old_clock' && isDated(elsewhere) ? elsewhere : cases.receivedOn[row]!;
  }

  #requestOutcome(row: number): RequestOutcome {
    const { cases } = this.facts;
    const first = cases.firstDecision[row]!;
    if (first === FIRST_DECISION.assess) return 'assess';
    if (first === FIRST_DECISION.refuse) return 'refuse';
    if (cases.decidedEarlier[row] === 1) return 'decided_earlier';
    const ended =
      cases.requestWithdrawnOn[row] !== NEVER || cases.movedOutOn[row] !== NEVER || cases.closedOn[row] !== NEVER;
    return ended ? 'withdrawn' : 'undecided';
  }

  #issuedOn(row: number, plan: number): DayNumber {
    const { cases, plans } = this.facts;
    const sent = cases.issuedOn[row]!;
    if (plan < 0) return sent;
    const start = plans.startedOn[plan]!;
    const byStart = this.question.settings.issueDateField === 'start_date' && isDated(start);
    if (sent !== NEVER && !byStart) return sent;
    if (sent === NEVER && plans.native[plan] === 1) return sent;
    return startIsFirstIssue(plans, plan) ? start : sent;
  }

  #lifted(row: number): boolean {
    const { cases } = this.facts;
    if (cases.week20[row] === WEEK_20.apply) return true;
    const exceptions = cases.details.get(row)?.exceptions;
    if (exceptions === undefined) return false;
    const { receivedOn, issuedOn } = this.#view;
    const asOf = judgedOn(isDated(issuedOn) ? issuedOn : null, this.question.snapshot);
    return this.question.limits.issueLimitIsLifted(receivedOn, exceptions, asOf);
  }

  /** Whether the case is open at the snapshot, and at which stage. */
  #stand(row: number): void {
    const { snapshot, limits } = this.question;
    const view = this.#view;
    view.open = false;
    if (!isDated(view.receivedOn) || view.receivedOn > snapshot) return;
    // What `stageAt` says first, and of nearly all cases of ten years: their other days need not be gathered.
    if (view.issuedOn <= snapshot) return;
    const papers = this.facts.cases.details.get(row);
    const stage = stageAt(this.#daysOf(row), papers, snapshot, limits.draftWindowEnds);
    if (!isOpen(stage)) return;
    view.open = true;
    view.stage = stage;
  }

  #daysOf(row: number): CaseDays {
    const { cases } = this.facts;
    const days = this.#days;
    const view = this.#view;
    days.receivedOn = view.receivedOn;
    days.refused = cases.firstDecision[row] === FIRST_DECISION.refuse;
    days.firstDecidedOn = view.firstDecidedOn;
    days.decidedEarlier = cases.decidedEarlier[row] === 1;
    days.requestWithdrawnOn = cases.requestWithdrawnOn[row]!;
    days.refusalReversedOn = cases.refusalReversedOn[row]!;
    days.refusalReversedShownIn = cases.refusalReversedShownIn[row]!;
    days.assessmentShownOn = cases.assessmentShownOn[row]!;
    days.assessmentShownShownIn = cases.assessmentShownShownIn[row]!;
    days.assessmentWithdrawnOn = cases.assessmentWithdrawnOn[row]!;
    days.decidedToIssueOn = cases.decidedToIssueOn[row]!;
    days.decidedToIssueShownIn = cases.decidedToIssueShownIn[row]!;
    days.noPlanOn = view.noPlanOn;
    days.noPlanReversedOn = cases.noPlanReversedOn[row]!;
    days.noPlanReversedShownIn = cases.noPlanReversedShownIn[row]!;
    days.noPlanAgainOn = cases.noPlanAgainOn[row]!;
    days.noPlanAgainReversedOn = cases.noPlanAgainReversedOn[row]!;
    days.assessedEarlier = cases.assessedEarlier[row] === 1;
    days.issuedOn = view.issuedOn;
    days.movedOutOn = cases.movedOutOn[row]!;
    days.closedOn = cases.closedOn[row]!;
    return days;
  }
}

const isOpen = (stage: CaseStage): stage is Stage => (OPEN_STAGES as readonly CaseStage[]).includes(stage);
