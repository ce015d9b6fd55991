import { type CaseState, type DisputeFlags, foldCase } from '@ehc/pathway';
import type { AssessmentRow, RequestRow } from '../read/index.js';
import { HistoryWriter } from './history-writer.js';
import { numberOf } from './number-of.js';
import type { ReturnFacts, Standing } from './return-facts.js';

/**
 * What one request of a return adds to the history of its case (docs/explanation/how-a-return-becomes-history.md).
 * `recorded` is null for a request that is not known yet; `planId` is the id that its plan has or would have.
 */
export const reconcileCase = (
  row: RequestRow,
  recorded: CaseState | null,
  { facts, caseId, childId, planId, ofThisYear = () => false, flagSetBy = new Map() }: CaseContext,
): HistoryWriter => {
  const state = recorded ?? foldCase([]);
  const writer = new HistoryWriter(facts, caseId, standingOf(recorded, facts), ofThisYear);

  request(writer, row, state, childId);
  decision(writer, row, state, facts);
  flags(writer, row, state, flagSetBy);
  movedOut(writer, row, state);
  assessment(writer, row, state, facts, planId);
  if (!state.shownInReturns.includes(facts.collectionYear)) {
    writer.step('ShownInReturn', null, {
      return: facts.returnId,
      collectionYear: facts.collectionYear,
      censusOn: facts.censusOn,
    });
  }
  return writer;
};

export interface CaseContext {
  readonly facts: ReturnFacts;
  readonly caseId: string;
  readonly childId: string;
  /** Id that the case's plan has or would have. */
  readonly planId: string;
  /** Whether a return of this same year recorded an event. */
  readonly ofThisYear?: (event: string) => boolean;
  /** The event that set each dispute flag that is set. */
  readonly flagSetBy?: ReadonlyMap<string, string>;
}

export const standingOf = (recorded: { shownInReturns: number[] } | null, facts: ReturnFacts): Standing => {
  if (!recorded) return 'first';
  return recorded.shownInReturns.includes(facts.collectionYear) ? 'same_year' : 'later_year';
};

const request = (writer: HistoryWriter, row: RequestRow, state: CaseState, childId: string) => {
  const known = state.requested;
  if (!known) {
    writer.step('AssessmentRequested', row.receivedDate, {
      child: childId,
      source: numberOf(row.requestSource) ?? undefined,
      rya: row.rya === true ? true : undefined,
    });
    return;
  }
  if (known.on !== row.receivedDate) {
    writer.correct(known, 'happenedOn', known.on, row.receivedDate, 'receiveddate');
  }
  const source = numberOf(row.requestSource);
  if (source !== state.source && (source !== null || writer.replaces(known))) {
    writer.correct(known, 'source', state.source, source, 'requestsource');
  }
  if (row.rya !== null && row.rya !== state.rya) writer.correct(known, 'rya', state.rya, row.rya, 'rya');
};

const decisionCode = (state: CaseState) => {
  if (state.firstDecision) return state.firstDecision.outcome === 'assess' ? 'Y' : 'N';
  if (state.requestWithdrawn) return 'W';
  return state.decidedEarlier ? 'H' : 'A';
};

const decision = (writer: HistoryWriter, row: RequestRow, state: CaseState, facts: ReturnFacts) => {
  const recorded = decisionCode(state);
  const shown = row.requestOutcome;
  const date = row.requestOutcomeDate;
  const record = () => {
    if (shown === 'Y') writer.step('DecidedToAssess', date, {});
    else if (shown === 'N') writer.step('DecidedNotToAssess', date, {});
    else if (shown === 'W') writer.step('RequestWithdrawn', date, {});
    else if (shown === 'H' && !state.decidedEarlier)
      writer.step('DecidedEarlier', null, { about: 'request', shownInYear: facts.activityYear }, { place: 'request' });
  };
  const step = state.firstDecision ?? state.requestWithdrawn ?? state.decidedEarlier;

  if (!step) {
    record();
    return;
  }
  const reversed = state.refusalReversed;
  const stillReversed = row.assessment !== null || row.assessmentLeftOut || (recorded === 'N' && shown === 'Y');
  if (
    reversed &&
    reversed.event !== step.event &&
    writer.replaces(reversed) &&
    (!stillReversed || writer.replaces(step))
  ) {
    if (!stillReversed || recorded !== shown) writer.strikeOut(reversed, 'requestoutcome');
  }
  if (recorded === shown) {
    const takesBack = date === null && !writer.replaces(step);
    if (shown !== 'H' && step.on !== date && !takesBack) {
      writer.correct(step, 'happenedOn', step.on, date, 'requestoutcomedate');
    }
    return;
  }
  if (writer.replaces(step)) {
    writer.strikeOut(step, 'requestoutcome');
    if (step.imported) record();
    return;
  }
  // A later year: awaiting and historical codes take nothing back, and the first dated decision stays the first.
  if (shown === 'A' || shown === 'H') return;
  if (recorded === 'H') {
    record();
    return;
  }
  if (recorded === 'W') {
    writer.strikeOut(step, 'requestoutcome');
    if (step.imported) record();
    return;
  }
  if (recorded === 'N' && shown === 'Y') {
    if (!reversed || writer.struckOut.has(reversed.event)) {
      writer.step('RefusalReversed', date, {
        about: 'assess',
        because: reversedBecause(row.requestMediation, row.requestTribunal),
        shownInYear: facts.activityYear,
      });
    }
    return;
  }
  writer.note(
    'requestoutcome',
    'another outcome than an earlier return gave with its date; the first decision stays the first',
  );
};

const reversedBecause = (mediation: boolean, tribunal: boolean) =>
  tribunal ? 'order' : mediation ? 'mediation' : 'not_known';

/**
 * Flags are set by whichever return shows them. Only one that this year's return set is taken back: a later year's return
 * leaves them 0 in its historical rows.
 */
const flags = (writer: HistoryWriter, row: RequestRow, state: CaseState, setBy: ReadonlyMap<string, string>) => {
  const { assessment: below } = row;
  const shown: Partial<DisputeFlags> = {
    requestMediation: row.requestMediation,
    requestTribunal: row.requestTribunal,
    ...(!row.assessmentLeftOut && {
      assessmentMediation: below?.assessmentMediation ?? false,
      assessmentTribunal: below?.assessmentTribunal ?? false,
      otherMediation: below?.otherMediation ?? false,
      otherTribunal: below?.otherTribunal ?? false,
    }),
  };
  const changed = Object.fromEntries(
    Object.entries(shown).filter(([flag, value]) => {
      if (value === state.flags[flag as keyof DisputeFlags]) return false;
      const event = setBy.get(flag);
      return value === true || (event !== undefined && writer.replaces({ event }));
    }),
  );
  if (Object.keys(changed).length > 0) {
    writer.step('DisputeFlagsReported', null, changed, { corrects: writer.standing === 'same_year' });
  }
};

const movedOut = (writer: HistoryWriter, row: RequestRow, state: CaseState) => {
  if (row.exported === (state.movedOut?.to ?? null)) return;
  if (!state.movedOut) {
    writer.step('MovedOut', null, { to: row.exported! });
  } else if (row.exported !== null) {
    writer.correct(state.movedOut, 'to', state.movedOut.to, row.exported, 'exported');
  } else if (writer.replaces(state.movedOut)) {
    writer.strikeOut(state.movedOut, 'exported');
  }
};

/** The assessment's outcome as a return would show what is recorded; null where no assessment is known of. */
const assessmentCode = (state: CaseState) => {
  if (state.noPlan) return 'N';
  if (state.issued) return 'Y';
  if (state.assessmentWithdrawn) return 'W';
  if (state.assessedEarlier) return 'H';
  if (state.decidedToIssue) return 'Y';
  return state.assessmentShown ? 'A' : null;
};

const assessment = (writer: HistoryWriter, row: RequestRow, state: CaseState, facts: ReturnFacts, planId: string) => {
  const shown = row.assessment;
  if (!shown) {
    if (writer.standing === 'same_year' && !row.assessmentLeftOut) assessmentGone(writer, state);
    return;
  }
  underWay(writer, row, state, facts);
  outcome(writer, shown, state, facts, planId);
  week20(writer, shown, state);
};

/** A resubmitted return holds no assessment where the earlier one did. */
const assessmentGone = (writer: HistoryWriter, state: CaseState) => {
  const steps = [
    state.assessedEarlier,
    state.decidedToIssue,
    state.noPlan,
    state.noPlanReversed,
    state.assessmentWithdrawn,
    state.issued,
    state.refusalReversed,
    state.assessmentShown,
  ];
  const struck = new Set([state.firstDecision?.event]);
  for (const step of steps) {
    if (!step || struck.has(step.event) || !writer.replaces(step)) continue;
    struck.add(step.event);
    writer.strikeOut(step, 'assessmentoutcome');
  }
  exceptionsFlag(writer, false, state);
};

/** An assessment row, whatever became of the first decision on the request: an assessment was begun. */
const underWay = (writer: HistoryWriter, row: RequestRow, state: CaseState, facts: ReturnFacts) => {
  const known = state.assessmentShown;
  if (row.requestOutcome === 'Y' || (known && !writer.struckOut.has(known.event))) return;
  if (row.requestOutcome === 'N' || state.firstDecision?.outcome === 'refuse') {
    writer.step(
      'RefusalReversed',
      null,
      {
        about: 'assess',
        because: reversedBecause(row.requestMediation, row.requestTribunal),
        shownInYear: facts.activityYear,
      },
      { place: 'assess' },
    );
    return;
  }
  writer.step('AssessmentUnderWay', null, { shownInYear: facts.activityYear });
};

const outcome = (writer: HistoryWriter, shown: AssessmentRow, state: CaseState, facts: ReturnFacts, planId: string) => {
  const recorded = assessmentCode(state);
  const code = shown.assessmentOutcome;
  if (recorded === null || recorded === 'A' || recorded === code) {
    if (code === 'N' && !shown.namedPlan && !shown.namedPlanLeftOut) planGone(writer, state);
    recordOutcome(writer, shown, state, facts, planId);
    return;
  }
  const step =
    state.noPlan ?? state.issued ?? state.assessmentWithdrawn ?? state.assessedEarlier ?? state.decidedToIssue;
  if (writer.replaces(step)) {
    const kept = { ...state };
    for (const field of OUTCOME_STEPS) {
      const one = state[field];
      if (!one || !writer.replaces(one)) continue;
      writer.strikeOut(one, 'assessmentoutcome');
      kept[field] = null;
    }
    recordOutcome(writer, shown, kept, facts, planId);
    return;
  }
  // What an earlier year's return gave: awaiting and historical codes take nothing back.
  if (code === 'A') return;
  if (code === 'H') {
    // Decided to issue in an earlier return, without a date; historical now: the plan came all the same.
    if (recorded === 'Y' && !state.issued && shown.namedPlan) recordPlan(writer, shown, planId);
    return;
  }
  if (recorded === 'H' || (recorded === 'N' && code === 'Y')) {
    recordOutcome(writer, shown, state, facts, planId);
    return;
  }
  writer.note('assessmentoutcome', 'another outcome than an earlier return gave; what was given first stays');
};

const OUTCOME_STEPS = [
  'noPlan',
  'noPlanReversed',
  'issued',
  'decidedToIssue',
  'assessmentWithdrawn',
  'assessedEarlier',
] as const;

/** A plan that came after a refusal to issue, as this year's return said before, and says no more. */
const planGone = (writer: HistoryWriter, state: CaseState) => {
  for (const step of [state.issued, state.noPlanReversed]) {
    if (step && state.noPlan && writer.replaces(step)) writer.strikeOut(step, 'startdate');
  }
};

const recordOutcome = (
  writer: HistoryWriter,
  shown: AssessmentRow,
  state: CaseState,
  facts: ReturnFacts,
  planId: string,
) => {
  const date = shown.assessmentOutcomeDate;
  const shownInYear = facts.activityYear;
  switch (shown.assessmentOutcome) {
    case 'Y':
      if (date === null) {
        if (!state.decidedToIssue && !state.issued) writer.step('DecidedToIssuePlan', null, { shownInYear });
        if (shown.namedPlan)
          recordIssue(writer, shown.namedPlan.startDate, 'startdate', state, planId, {
            correct: writer.replaces(state.issued),
          });
        break;
      }
      if (state.noPlan && !state.noPlanReversed) reverseNoPlan(writer, shown, shownInYear);
      recordIssue(writer, date, 'assessmentoutcomedate', state, planId, { correct: !state.noPlan });
      break;
    case 'N':
      if (!state.noPlan) writer.step('DecidedNotToIssuePlan', date, {});
      else if (state.noPlan.on !== date && !(date === null && !writer.replaces(state.noPlan))) {
        writer.correct(state.noPlan, 'happenedOn', state.noPlan.on, date, 'assessmentoutcomedate');
      }
      if (shown.namedPlan) {
        if (!state.noPlanReversed) reverseNoPlan(writer, shown, shownInYear);
        recordIssue(writer, shown.namedPlan.startDate, 'startdate', state, planId, {
          correct: writer.replaces(state.issued),
        });
      }
      break;
    case 'W':
      if (!state.assessmentWithdrawn) writer.step('AssessmentWithdrawn', date, {});
      break;
    case 'H':
      if (!state.assessedEarlier) {
        writer.step('DecidedEarlier', null, { about: 'assessment', shownInYear }, { place: 'assessment' });
      }
      break;
    case 'A':
      break;
  }
};

const reverseNoPlan = (writer: HistoryWriter, shown: AssessmentRow, shownInYear: number) =>
  writer.step(
    'RefusalReversed',
    null,
    { about: 'issue', because: reversedBecause(shown.assessmentMediation, shown.assessmentTribunal), shownInYear },
    { place: 'issue' },
  );

const recordPlan = (writer: HistoryWriter, shown: AssessmentRow, planId: string) =>
  writer.step('PlanFinalised', shown.namedPlan!.startDate, { plan: planId });

/**
 * The day of issue. A later StartDate in a later year is an amendment and does not come here as a correction; a changed
 * AssessmentOutcomeDate does.
 */
const recordIssue = (
  writer: HistoryWriter,
  on: string,
  field: string,
  state: CaseState,
  planId: string,
  { correct }: { correct: boolean },
) => {
  if (!state.issued) writer.step('PlanFinalised', on, { plan: planId });
  else if (correct && state.issued.on !== on) writer.correct(state.issued, 'happenedOn', state.issued.on, on, field);
};

const week20 = (writer: HistoryWriter, shown: AssessmentRow, state: CaseState) =>
  exceptionsFlag(writer, shown.week20, state);

const exceptionsFlag = (writer: HistoryWriter, applies: boolean, state: CaseState) => {
  if (applies === (state.exceptionsFlag ?? false)) return;
  const event = state.exceptionsFlagEvent;
  if (!applies && (event === null || !writer.replaces({ event }))) return;
  writer.step('ExceptionsFlagReported', null, { applies }, { corrects: writer.standing === 'same_year' });
};
