import { judgedOn } from '@ehc/case-clocks';
import type { DayNumber } from '@ehc/statutory-clock';
import { AGAINST_REFUSAL, type Facts, FIRST_DECISION, NEVER, WEEK_20, isDated } from './facts.js';
import { startIsFirstIssue } from './first-issue.js';
import { isWithin } from './period.js';
import type { Question } from './question.js';
import { countedDay } from './undated.js';

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
export const STAGES = ['request', 'assessment', 'deciding', 'drafting', 'draft_out', 'finalising'] as const;
export type Stage = (typeof STAGES)[number];

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
 * `read` answers null for a case that is in no measure: one that came with a plan transferred in (it was not received
 * here), a reassessment (its limits are others), one opened in error.
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

  constructor(
    private readonly facts: Facts,
    private readonly question: Question,
  ) {}

  read(row: number): CaseView | null {
    const { cases, plans } = this.facts;
    const { limits, snapshot } = this.question;
    const plan = cases.plan[row]!;
    if (cases.reassessment[row] === 1 || cases.openedInError[row] === 1) return null;
    if (plan >= 0 && plans.transferredInOn[plan] !== NEVER) return null;

    const view = this.#view;
    view.receivedOn = this.#receivedOn(row);
    view.requestOutcome = this.#requestOutcome(row);
    view.firstDecidedOn = cases.firstDecidedOn[row]!;
    view.decideBy = limits.decideBy(view.receivedOn);
    view.noPlanOn = cases.noPlanOn[row]!;
    view.refusePlanBy = limits.refusePlanBy(view.receivedOn);
    view.issuedOn = this.#issuedOn(row, plan);
    view.issueBy = limits.issueBy(view.receivedOn);
    view.daysToIssue = view.issuedOn - view.receivedOn;
    view.overturned =
      (cases.disputes[row]! & AGAINST_REFUSAL) !== 0 ||
      cases.firstDecision[row] === FIRST_DECISION.refuse ||
      view.noPlanOn !== NEVER;
    view.lifted = this.#lifted(row);
    view.age = snapshot - view.receivedOn;
    this.#stand(row);
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
    const { cases } = this.facts;
    const { snapshot } = this.question;
    const view = this.#view;
    view.open = false;
    const assessmentShown = cases.assessmentShownOn[row] !== NEVER;
    const over =
      !isDated(view.receivedOn) ||
      view.receivedOn > snapshot ||
      view.issuedOn <= snapshot ||
      cases.requestWithdrawnOn[row]! <= snapshot ||
      cases.assessmentWithdrawnOn[row]! <= snapshot ||
      cases.movedOutOn[row]! <= snapshot ||
      cases.closedOn[row]! <= snapshot ||
      cases.assessedEarlier[row] === 1 ||
      (cases.decidedEarlier[row] === 1 && !assessmentShown);
    if (over) return;

    const firstDecidedBySnapshot = view.firstDecidedOn <= snapshot;
    const refused = cases.firstDecision[row] === FIRST_DECISION.refuse && firstDecidedBySnapshot;
    const reversedOn = countedDay(
      cases.refusalReversedOn[row]!,
      cases.refusalReversedShownIn[row]!,
      view.firstDecidedOn,
    );
    if (refused && reversedOn > snapshot) return;
    const noPlan = view.noPlanOn <= snapshot;
    const noPlanReversedOn = countedDay(cases.noPlanReversedOn[row]!, cases.noPlanReversedShownIn[row]!, view.noPlanOn);
    if (noPlan && noPlanReversedOn > snapshot) return;

    view.open = true;
    const drafts = cases.details.get(row)?.drafts?.filter((servedOn) => servedOn <= snapshot) ?? [];
    if (drafts.length > 0) {
      const windowOver = this.question.limits.draftWindowEnds(Math.max(...drafts)) < snapshot;
      view.stage = windowOver ? 'finalising' : 'draft_out';
      return;
    }
    const shownOn = countedDay(
      cases.assessmentShownOn[row]!,
      cases.assessmentShownShownIn[row]!,
      view.receivedOn,
      view.firstDecidedOn,
    );
    const toIssueOn = countedDay(
      cases.decidedToIssueOn[row]!,
      cases.decidedToIssueShownIn[row]!,
      view.receivedOn,
      view.firstDecidedOn,
      reversedOn,
      view.noPlanOn,
    );
    if (noPlan || toIssueOn <= snapshot) view.stage = 'drafting';
    else if (firstDecidedBySnapshot || shownOn <= snapshot || cases.decidedEarlier[row] === 1) {
      view.stage = this.#allAdviceIn(row) ? 'deciding' : 'assessment';
    } else view.stage = 'request';
  }

  #allAdviceIn(row: number): boolean {
    const { snapshot } = this.question;
    const asked = this.facts.cases.details.get(row)?.advice?.filter(([askedOn]) => askedOn <= snapshot) ?? [];
    return asked.length > 0 && asked.every(([, answeredOn]) => answeredOn <= snapshot);
  }
}
