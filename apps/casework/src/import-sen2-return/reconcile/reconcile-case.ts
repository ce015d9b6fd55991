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
  { facts, caseId, childId, planId }: { facts: ReturnFacts; caseId: string; childId: string; planId: string },
): HistoryWriter => {
  const state = recorded ?? foldCase([]);
  const writer = new HistoryWriter(facts, caseId, standingOf(recorded, facts));

  request(writer, row, state, childId);
  decision(writer, row, state, facts);
  flags(writer, row, state);
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
  if (source !== state.source && (source !== null || writer.standing === 'same_year')) {
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
    else if (shown === 'H')
      writer.step('DecidedEarlier', null, { about: 'request', shownInYear: facts.activityYear }, { place: 'request' });
  };
  const step = state.firstDecision ?? state.requestWithdrawn ?? state.decidedEarlier;

  if (!step) {
    record();
    return;
  }
  if (recorded === shown) {
    const takesBack = date === null && writer.standing === 'later_year';
    if (shown !== 'H' && step.on !== date && !takesBack) {
      writer.correct(step, 'happenedOn', step.on, date, 'requestoutcomedate');
    }
    return;
  }
  if (writer.standing === 'same_year') {
    writer.strikeOut(step, 'requestoutcome');
    if (state.refusalReversed && state.refusalReversed.event !== step.event) {
      writer.strikeOut(state.refusalReversed, 'requestoutcome');
    }
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
    if (!state.refusalReversed) {
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

/** Flags: a resubmission replaces them; a later year's return only sets them, since its historical rows leave them 0. */
const flags = (writer: HistoryWriter, row: RequestRow, state: CaseState) => {
  const shown: Partial<DisputeFlags> = {
    requestMediation: row.requestMediation,
    requestTribunal: row.requestTribunal,
    ...(row.assessment && {
      assessmentMediation: row.assessment.assessmentMediation,
      assessmentTribunal: row.assessment.assessmentTribunal,
      otherMediation: row.assessment.otherMediation,
      otherTribunal: row.assessment.otherTribunal,
    }),
  };
  const changed = Object.fromEntries(
    Object.entries(shown).filter(
      ([flag, value]) =>
        value !== state.flags[flag as keyof DisputeFlags] && (value === true || writer.standing === 'same_year'),
    ),
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
  } else if (writer.standing === 'same_year') {
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
    if (!step || struck.has(step.event)) continue;
    struck.add(step.event);
    writer.strikeOut(step, 'assessmentoutcome');
  }
};

/** An assessment row, whatever became of the first decision on the request: an assessment was begun. */
const underWay = (writer: HistoryWriter, row: RequestRow, state: CaseState, facts: ReturnFacts) => {
  if (row.requestOutcome === 'Y' || state.assessmentShown) return;
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
  const date = shown.assessmentOutcomeDate;
  const later = writer.standing === 'later_year';

  if (recorded !== null && recorded !== 'A' && recorded !== code) {
    if (!later) {
      for (const step of [
        state.noPlan,
        state.noPlanReversed,
        state.issued,
        state.decidedToIssue,
        state.assessmentWithdrawn,
        state.assessedEarlier,
      ]) {
        if (step) writer.strikeOut(step, 'assessmentoutcome');
      }
      recordOutcome(
        writer,
        shown,
        { ...state, noPlan: null, noPlanReversed: null, issued: null, decidedToIssue: null },
        facts,
        planId,
      );
      return;
    }
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
    return;
  }
  recordOutcome(writer, shown, state, facts, planId, date);
};

const recordOutcome = (
  writer: HistoryWriter,
  shown: AssessmentRow,
  state: CaseState,
  facts: ReturnFacts,
  planId: string,
  date: string | null = shown.assessmentOutcomeDate,
) => {
  const shownInYear = facts.activityYear;
  switch (shown.assessmentOutcome) {
    case 'Y':
      if (date === null) {
        if (!state.decidedToIssue && !state.issued) writer.step('DecidedToIssuePlan', null, { shownInYear });
        if (shown.namedPlan)
          recordIssue(writer, shown.namedPlan.startDate, 'startdate', state, planId, {
            correct: writer.standing === 'same_year',
          });
        break;
      }
      if (state.noPlan && !state.noPlanReversed) reverseNoPlan(writer, shown, shownInYear);
      recordIssue(writer, date, 'assessmentoutcomedate', state, planId, { correct: !state.noPlan });
      break;
    case 'N':
      if (!state.noPlan) writer.step('DecidedNotToIssuePlan', date, {});
      else if (state.noPlan.on !== date && !(date === null && writer.standing === 'later_year')) {
        writer.correct(state.noPlan, 'happenedOn', state.noPlan.on, date, 'assessmentoutcomedate');
      }
      if (shown.namedPlan) {
        if (!state.noPlanReversed) reverseNoPlan(writer, shown, shownInYear);
        recordIssue(writer, shown.namedPlan.startDate, 'startdate', state, planId, {
          correct: writer.standing === 'same_year',
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

const week20 = (writer: HistoryWriter, shown: AssessmentRow, state: CaseState) => {
  const recorded = state.exceptionsFlag ?? false;
  if (shown.week20 === recorded || (!shown.week20 && writer.standing !== 'same_year')) return;
  writer.step('ExceptionsFlagReported', null, { applies: shown.week20 }, { corrects: writer.standing === 'same_year' });
};
