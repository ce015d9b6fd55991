import { type CaseState, foldCase, foldPlan, type PathwayEvent, type PlanState } from '@ehc/pathway';
import type { ActivePlanRow, AssessmentRow, NamedPlanRow, RequestRow } from '../../read/index.js';
import { flagsSetBy } from '../flags-set-by.js';
import type { HistoryWriter } from '../history-writer.js';
import { reconcileCase } from '../reconcile-case.js';
import { reconcilePlan } from '../reconcile-plan.js';
import type { ReturnFacts } from '../return-facts.js';

/** Rows of a return as its reader hands them on, with what a test does not speak of left blank. */

export const request = (row: Partial<RequestRow> = {}): RequestRow => ({
  line: 2,
  receivedDate: '2024-03-04',
  requestSource: null,
  rya: null,
  requestOutcomeDate: null,
  requestOutcome: 'A',
  requestMediation: false,
  requestTribunal: false,
  exported: null,
  assessment: null,
  furtherAssessments: [],
  activePlan: null,
  furtherActivePlans: [],
  assessmentLeftOut: false,
  activePlanLeftOut: false,
  ...row,
});

export const assessment = (row: Partial<AssessmentRow> = {}): AssessmentRow => ({
  line: 2,
  assessmentOutcome: 'A',
  assessmentOutcomeDate: null,
  assessmentMediation: false,
  assessmentTribunal: false,
  otherMediation: false,
  otherTribunal: false,
  week20: false,
  namedPlan: null,
  furtherNamedPlans: [],
  namedPlanLeftOut: false,
  ...row,
});

export const namedPlan = (row: Partial<NamedPlanRow> = {}): NamedPlanRow => ({
  line: 2,
  startDate: '2024-07-22',
  planRes: null,
  planWbp: null,
  pb: null,
  oa: null,
  dp: null,
  ceaseDate: null,
  ceaseReason: null,
  planDetails: [],
  ...row,
});

export const activePlan = (row: Partial<ActivePlanRow> = {}): ActivePlanRow => ({
  line: 2,
  transferLa: null,
  reviewMeeting: null,
  reviewOutcome: null,
  lastReview: null,
  reviewDraft: null,
  phaseTransferDueDate: null,
  phaseTransferFinalDate: null,
  res: null,
  wbp: null,
  placements: [],
  needs: [],
  ...row,
});

/** The return of a year of activity; `form` tells a resubmission of it from the first. */
export const returnOf = (activityYear: number, form = 1): ReturnFacts => ({
  authority: '892',
  returnId: `00000000-0000-4000-8000-${String(activityYear).padStart(6, '0')}${String(form).padStart(6, '0')}`,
  collectionYear: activityYear + 1,
  activityYear,
  censusOn: `${activityYear + 1}-01-16`,
  madeOn: `${activityYear + 1}-01-31`,
});

const CASE = '11111111-1111-4111-8111-111111111111';
const CHILD = '22222222-2222-4222-8222-222222222222';
const PLAN = '33333333-3333-4333-8333-333333333333';

/** One case, through one return after another. */
export class ImportedCase {
  readonly caseEvents: PathwayEvent[] = [];
  readonly planEvents: PathwayEvent[] = [];
  lastCase!: HistoryWriter;
  lastPlan: HistoryWriter | null = null;

  private readonly yearOf = new Map<string, number>();

  shownAs(row: RequestRow, facts: ReturnFacts): this {
    const ofThisYear = (event: string) => this.yearOf.get(event) === facts.collectionYear;
    const recorded = this.caseEvents.length > 0 ? foldCase(this.caseEvents) : null;
    this.lastCase = reconcileCase(row, recorded, {
      facts,
      caseId: CASE,
      childId: CHILD,
      planId: PLAN,
      ofThisYear,
      flagSetBy: flagsSetBy(this.caseEvents),
    });
    for (const { id } of this.lastCase.events) this.yearOf.set(id, facts.collectionYear);
    this.caseEvents.push(...eventsOf(this.lastCase));
    this.lastPlan = null;
    if (row.assessment?.namedPlan) {
      const plan = this.planEvents.length > 0 ? foldPlan(this.planEvents) : null;
      this.lastPlan = reconcilePlan(row.assessment, row.assessment.namedPlan, row.activePlan, plan, {
        facts,
        planId: PLAN,
        caseId: CASE,
        childId: CHILD,
        ofThisYear,
        activeLeftOut: row.activePlanLeftOut,
      });
      for (const { id } of this.lastPlan.events) this.yearOf.set(id, facts.collectionYear);
      this.planEvents.push(...eventsOf(this.lastPlan));
    }
    return this;
  }

  /** A step that a person recorded. */
  recorded(...events: PathwayEvent[]): this {
    this.caseEvents.push(...events);
    return this;
  }

  get case(): CaseState {
    return foldCase(this.caseEvents);
  }

  get plan(): PlanState {
    return foldPlan(this.planEvents);
  }

  /** Types of the events that the last return added to the case, then to the plan. */
  get added(): string[] {
    return [...this.lastCase.events, ...(this.lastPlan?.events ?? [])].map(({ type }) => type);
  }

  get corrections(): number {
    return [...this.lastCase.events, ...(this.lastPlan?.events ?? [])].filter(({ corrects }) => corrects).length;
  }
}

const eventsOf = (writer: HistoryWriter): PathwayEvent[] =>
  writer.events.map(
    ({ id, type, happenedOn, payload }) => ({ id, type, happenedOn, source: 'imported', payload }) as PathwayEvent,
  );
