import { foldPlan, type PlanContents, type PlanState, type ReviewState, type Step } from '@ehc/pathway';
import { v5 as uuidv5 } from 'uuid';
import type { ActivePlanRow, AssessmentRow, NamedPlanRow, PlacementRow, PlanDetailRow } from '../read/index.js';
import { HistoryWriter } from './history-writer.js';
import { numberOf } from './number-of.js';
import type { ReturnFacts, Standing } from './return-facts.js';
import { same } from './same.js';

/** What a named plan and its active-plans row add to the history of the plan. `recorded` is null for a new plan. */
export const reconcilePlan = (
  assessment: AssessmentRow,
  row: NamedPlanRow,
  active: ActivePlanRow | null,
  recorded: PlanState | null,
  { facts, planId, caseId, childId, ofThisYear = () => false, activeLeftOut = false }: PlanContext,
): HistoryWriter => {
  const state = recorded ?? foldPlan([]);
  const writer = new HistoryWriter(facts, planId, planStanding(recorded, facts), ofThisYear);

  started(writer, row, active, assessment, state, { facts, caseId, childId });
  ceased(writer, row, state);
  if (active) {
    transferredIn(writer, active, state, facts);
    review(writer, active, state, planId, facts);
    phaseTransfer(writer, active, state);
  } else if (!activeLeftOut) {
    reviewGone(writer, state, facts);
  }
  shown(writer, active, row, state, facts);
  return writer;
};

export interface PlanContext {
  readonly facts: ReturnFacts;
  readonly planId: string;
  readonly caseId: string;
  readonly childId: string;
  /** Whether a return of this same year recorded an event. */
  readonly ofThisYear?: (event: string) => boolean;
  /** An active-plans row exists and could not be used. */
  readonly activeLeftOut?: boolean;
}

const planStanding = (recorded: PlanState | null, facts: ReturnFacts): Standing => {
  if (!recorded?.started) return 'first';
  return recorded.census[facts.collectionYear] ? 'same_year' : 'later_year';
};

/** The step that gave the current plan its start: the last amendment, else the first issue. */
const currentStart = (state: PlanState): Step | null => state.amended.at(-1) ?? state.started;

const started = (
  writer: HistoryWriter,
  row: NamedPlanRow,
  active: ActivePlanRow | null,
  assessment: AssessmentRow,
  state: PlanState,
  { facts, caseId, childId }: { facts: ReturnFacts; caseId: string; childId: string },
) => {
  const contents = contentsOf(row, active);
  const settingOther = settingOtherOf(row, active);
  const start = currentStart(state);
  if (!start) {
    writer.step(
      'PlanBroughtIntoForce',
      row.startDate,
      {
        child: childId,
        case: caseId,
        ...contents,
        shownInYear: facts.activityYear,
        historical: assessment.assessmentOutcome === 'H' ? true : undefined,
      },
      { personal: settingOther },
    );
    return;
  }
  if (start.on !== row.startDate) startChanged(writer, row, state, start);
  const historical = assessment.assessmentOutcome === 'H';
  if (state.started && historical !== state.historical && writer.replaces(state.started)) {
    writer.correct(state.started, 'historical', state.historical, historical ? true : null, 'assessmentoutcome');
  }
  const changed = Object.fromEntries(
    Object.entries(contents).filter(
      ([field, value]) => value !== undefined && !same(value, state.contents[field as keyof PlanContents]),
    ),
  );
  if (Object.keys(changed).length > 0) {
    if (state.enteredByPerson) writer.differ('plandetail');
    else {
      writer.step('PlanDetailsChanged', null, changed, {
        personal: settingOther,
        corrects: writer.standing === 'same_year',
      });
    }
  }
};

/** A later start is an amendment, unless it corrects what this year's return said before. */
const startChanged = (writer: HistoryWriter, row: NamedPlanRow, state: PlanState, start: Step) => {
  const before = state.amended.at(-2) ?? state.started;
  if (state.amended.length > 0 && writer.replaces(start) && before?.on === row.startDate) {
    writer.strikeOut(start, 'startdate');
  } else if (!writer.replaces(start) && start.on !== null && row.startDate > start.on) {
    writer.step('AmendedPlanFinalised', row.startDate, {});
  } else {
    writer.correct(start, 'happenedOn', start.on, row.startDate, 'startdate');
  }
};

const contentsOf = (row: NamedPlanRow, active: ActivePlanRow | null): PlanContents => ({
  settings: inOrder(row.planDetails.map(settingOf)),
  placements: inOrder(active?.placements.map(settingOf) ?? []),
  needs: inOrder((active?.needs ?? []).map((need) => ({ type: need.senType, rank: numberOf(need.senTypeRank) ?? 2 }))),
  residential: row.planRes ?? active?.res ?? undefined,
  workBasedLearning: row.planWbp ?? active?.wbp ?? undefined,
  personalBudget: row.pb ?? undefined,
  organisedArrangements: row.oa ?? undefined,
  directPayments: row.dp ?? undefined,
});

const settingOf = (row: PlanDetailRow | PlacementRow) => ({
  ...(row.urn && { urn: row.urn }),
  ...(row.ukprn && { ukprn: row.ukprn }),
  ...(row.senSetting && { senSetting: row.senSetting }),
  ...(row.senUnitIndicator && { senUnit: true }),
  ...(row.resourcedProvisionIndicator && { resourcedProvision: true }),
  ...(row.placementRank && { rank: Number(row.placementRank) }),
  ...('entryDate' in row && row.entryDate && { entryOn: row.entryDate }),
  ...('leavingDate' in row && row.leavingDate && { leavingOn: row.leavingDate }),
  ...('res' in row && row.res && { residential: row.res }),
  ...('wbp' in row && row.wbp && { workBasedLearning: row.wbp }),
});

/** Free text, so sealed: how a setting is described where it has neither number nor code. */
const settingOtherOf = (row: NamedPlanRow, active: ActivePlanRow | null) => {
  const other = [...row.planDetails, ...(active?.placements ?? [])]
    .map((detail) => detail.senSettingOther)
    .find(Boolean);
  return other ? { settingOther: other } : null;
};

/** Rows of an export come in any order, so they are put in one: by rank, then by what they say. */
const inOrder = <T extends { rank?: number }>(list: T[]): T[] | undefined =>
  list.length === 0
    ? undefined
    : list.toSorted((a, b) => (a.rank ?? 9) - (b.rank ?? 9) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const ceased = (writer: HistoryWriter, row: NamedPlanRow, state: PlanState) => {
  const known = state.ceased;
  if (!known) {
    if (row.ceaseDate !== null)
      writer.step('PlanCeased', row.ceaseDate, { reason: numberOf(row.ceaseReason) ?? undefined });
    return;
  }
  if (row.ceaseDate === null) {
    if (writer.replaces(known)) writer.strikeOut(known, 'ceasedate');
    return;
  }
  if (known.on !== row.ceaseDate) writer.correct(known, 'happenedOn', known.on, row.ceaseDate, 'ceasedate');
  const reason = numberOf(row.ceaseReason);
  if (reason !== known.reason && (reason !== null || writer.replaces(known))) {
    writer.correct(known, 'reason', known.reason, reason, 'ceasereason');
  }
};

const transferredIn = (writer: HistoryWriter, active: ActivePlanRow, state: PlanState, facts: ReturnFacts) => {
  const known = state.transferredIn;
  if (active.transferLa === (known?.from ?? null)) return;
  if (!known) writer.step('PlanTransferredIn', null, { from: active.transferLa!, shownInYear: facts.activityYear });
  else if (active.transferLa !== null) writer.correct(known, 'from', known.from, active.transferLa, 'transferla');
  else if (writer.replaces(known)) writer.strikeOut(known, 'transferla');
};

const OUTCOME = { M: 'maintain', A: 'amend', C: 'cease' } as const;

/** The return's latest review. Reviews with the same meeting date are one, in whatever return they stand. */
const review = (writer: HistoryWriter, active: ActivePlanRow, state: PlanState, planId: string, facts: ReturnFacts) => {
  const { reviewMeeting: meetingOn, lastReview: decidedOn, reviewDraft: draftOn } = active;
  const decidedAs = active.reviewOutcome ? OUTCOME[active.reviewOutcome] : null;
  if (meetingOn === null && decidedOn === null && draftOn === null) {
    reviewGone(writer, state, facts);
    return;
  }

  const known = knownReview(active, state, writer, facts);
  const id = known?.id ?? uuidv5(meetingOn ? `meeting|${meetingOn}` : `decision|${decidedOn ?? draftOn}`, planId);

  if (meetingOn !== null) {
    if (!known?.meeting) writer.step('ReviewMeetingHeld', meetingOn, { review: id });
    else if (known.meeting.on !== meetingOn) {
      writer.correct(known.meeting, 'happenedOn', known.meeting.on, meetingOn, 'reviewmeeting');
    }
  }
  if (decidedOn !== null || decidedAs !== null) {
    if (!known?.decision)
      writer.step('ReviewDecisionNotified', decidedOn, { review: id, outcome: decidedAs ?? undefined });
    else {
      if (known.decision.on !== decidedOn && (decidedOn !== null || writer.replaces(known.decision))) {
        writer.correct(known.decision, 'happenedOn', known.decision.on, decidedOn, 'lastreview');
      }
      if (known.decision.outcome !== decidedAs && (decidedAs !== null || writer.replaces(known.decision))) {
        writer.correct(known.decision, 'outcome', known.decision.outcome, decidedAs, 'reviewoutcome');
      }
    }
  } else if (known?.decision && writer.replaces(known.decision)) {
    writer.strikeOut(known.decision, 'lastreview');
  }
  if (draftOn !== null) {
    if (!known?.amendmentNotice) writer.step('AmendmentNoticeServed', draftOn, { review: id });
    else if (known.amendmentNotice.on !== draftOn) {
      writer.correct(known.amendmentNotice, 'happenedOn', known.amendmentNotice.on, draftOn, 'reviewdraft');
    }
  } else if (known?.amendmentNotice && writer.replaces(known.amendmentNotice)) {
    writer.strikeOut(known.amendmentNotice, 'reviewdraft');
  }
};

/** The review that this year's return showed before, and shows no more. */
const reviewGone = (writer: HistoryWriter, state: PlanState, facts: ReturnFacts) => {
  const before = state.census[facts.collectionYear]?.review;
  const known = before && state.reviews.find((review) => isShownAs(review, before));
  if (!known) return;
  for (const step of [known.meeting, known.decision, known.amendmentNotice]) {
    if (step && writer.replaces(step)) writer.strikeOut(step, 'reviewmeeting');
  }
};

const isShownAs = (review: ReviewState, shown: { meetingOn: string | null; decidedOn: string | null }): boolean =>
  shown.meetingOn !== null
    ? review.meeting?.on === shown.meetingOn
    : shown.decidedOn !== null && review.decision?.on === shown.decidedOn;

/**
 * The recorded review that a row speaks of: the one with its meeting date; in a resubmission else the one that this
 * year's return showed before, whose meeting date it corrects.
 */
const knownReview = (
  active: ActivePlanRow,
  state: PlanState,
  writer: HistoryWriter,
  facts: ReturnFacts,
): ReviewState | undefined => {
  const meeting = active.reviewMeeting;
  const byMeeting = meeting === null ? undefined : state.reviews.find((review) => review.meeting?.on === meeting);
  if (byMeeting) return byMeeting;
  if (writer.standing === 'same_year') {
    const before = state.census[facts.collectionYear]?.review;
    const shownBefore = before && state.reviews.find((review) => isShownAs(review, before));
    // An earlier year's review that this row no longer shows is another one, and stays.
    if (shownBefore && (writer.replaces(shownBefore.meeting) || writer.replaces(shownBefore.decision)))
      return shownBefore;
  }
  if (meeting !== null) return undefined;
  return state.reviews.find((review) => review.meeting === null && review.decision?.on === active.lastReview);
};

const phaseTransfer = (writer: HistoryWriter, active: ActivePlanRow, state: PlanState) => {
  const due = active.phaseTransferDueDate;
  const final = active.phaseTransferFinalDate;
  const known =
    due === null ? state.phaseTransfers.at(-1) : state.phaseTransfers.find((transfer) => transfer.dueOn === due);
  if (due !== null && !known) writer.step('PhaseTransferDue', null, { dueOn: due });
  if (final === null) return;
  if (!known?.final) writer.step('PhaseTransferCompleted', final, {});
  else if (known.final.on !== final)
    writer.correct(known.final, 'happenedOn', known.final.on, final, 'phasetransferfinaldate');
};

const shown = (
  writer: HistoryWriter,
  active: ActivePlanRow | null,
  row: NamedPlanRow,
  state: PlanState,
  facts: ReturnFacts,
) => {
  const hasReview = active && (active.reviewMeeting ?? active.lastReview ?? active.reviewOutcome) !== null;
  const census = {
    censusOn: facts.censusOn,
    active: active !== null,
    review: hasReview
      ? {
          meetingOn: active.reviewMeeting,
          outcome: active.reviewOutcome ? OUTCOME[active.reviewOutcome] : null,
          decidedOn: active.lastReview,
        }
      : null,
  };
  if (same(census, state.census[facts.collectionYear])) return;
  writer.step('ShownInReturn', null, {
    return: facts.returnId,
    collectionYear: facts.collectionYear,
    censusOn: facts.censusOn,
    active: census.active,
    review: census.review
      ? {
          ...(census.review.meetingOn && { meetingOn: census.review.meetingOn }),
          ...(census.review.outcome && { outcome: census.review.outcome }),
          ...(census.review.decidedOn && { decidedOn: census.review.decidedOn }),
        }
      : undefined,
  });
};
