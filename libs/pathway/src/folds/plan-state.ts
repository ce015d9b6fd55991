import type { Payload, PathwayEvent } from '../events/catalogue.js';
import { type CaseState, type Step, stepOf } from './case-state.js';
import { type Fold, foldOf } from './fold.js';

export type PlanContents = Payload<'PlanDetailsChanged'>;

/** One annual review, early review or phase-transfer review; every date may be missing. */
export interface ReviewState {
  id: string;
  dueOn: string | null;
  phaseTransfer: boolean;
  noticeOn: string | null;
  meetingPlannedFor: string | null;
  circulatedOn: string | null;
  meeting: Step | null;
  reportOn: string | null;
  decision: (Step & { readonly outcome: 'maintain' | 'amend' | 'cease' | null }) | null;
  amendmentNotice: Step | null;
  respondedOn: string | null;
  amendedFinal: Step | null;
  notAmended: Step | null;
}

/** What one return said of a plan at its census. */
export interface CensusState {
  censusOn: string | null;
  active: boolean;
  review: { meetingOn: string | null; outcome: string | null; decidedOn: string | null } | null;
}

/** What is known of one plan: raw dates and codes, no verdicts. */
export interface PlanState {
  child: string | null;
  case: string | null;
  started: Step | null;
  /** SEN2 H: the start is the first issue only if it lies before the year of the first return that shows the plan. */
  historical: boolean;
  transferredIn: (Step & { readonly from: string }) | null;
  familyToldOfTransferOn: string | null;
  transferredOut:
    (Step & { readonly to: string; readonly movedOn: string | null; readonly awareOn: string | null }) | null;
  ceaseNoticeOn: string | null;
  ceased: (Step & { readonly reason: number | null }) | null;
  contents: PlanContents;
  /** By id, in order of first mention. */
  reviews: ReviewState[];
  /** Amended plans, in or outside a review; the last one is the current plan. */
  amended: Step[];
  phaseTransfers: {
    dueOn: string;
    event: string;
    kind: Payload<'PhaseTransferDue'>['kind'] | null;
    transferOn: string | null;
    final: Step | null;
  }[];
  /** Orders, concessions and agreements about the plan (reg 42, 44, 45). */
  orders: CaseState['orders'];
  census: Record<string, CensusState>;
  caseworker: string | null;
  removed: boolean;
  enteredByPerson: boolean;
}

const initial = (): PlanState => ({
  child: null,
  case: null,
  started: null,
  historical: false,
  transferredIn: null,
  familyToldOfTransferOn: null,
  transferredOut: null,
  ceaseNoticeOn: null,
  ceased: null,
  contents: {},
  reviews: [],
  amended: [],
  phaseTransfers: [],
  orders: [],
  census: {},
  caseworker: null,
  removed: false,
  enteredByPerson: false,
});

const newReview = (id: string): ReviewState => ({
  id,
  dueOn: null,
  phaseTransfer: false,
  noticeOn: null,
  meetingPlannedFor: null,
  circulatedOn: null,
  meeting: null,
  reportOn: null,
  decision: null,
  amendmentNotice: null,
  respondedOn: null,
  amendedFinal: null,
  notAmended: null,
});

const reviewOf = (state: PlanState, id: string): ReviewState => {
  let review = state.reviews.find((known) => known.id === id);
  if (!review) {
    review = newReview(id);
    state.reviews.push(review);
  }
  return review;
};

const contentsOf = (payload: PlanContents & Record<string, unknown>): PlanContents => {
  const contents: Record<string, unknown> = {};
  for (const field of [
    'settings',
    'placements',
    'needs',
    'residential',
    'workBasedLearning',
    'personalBudget',
    'organisedArrangements',
    'directPayments',
  ]) {
    if (payload[field] !== undefined) contents[field] = payload[field];
  }
  return contents as PlanContents;
};

const apply = (state: PlanState, event: PathwayEvent): void => {
  if (event.source === 'entered') state.enteredByPerson = true;
  switch (event.type) {
    case 'PlanBroughtIntoForce':
      state.started = stepOf(event);
      state.child = event.payload.child;
      state.case = event.payload.case ?? null;
      state.historical = event.payload.historical ?? false;
      state.contents = { ...state.contents, ...contentsOf(event.payload) };
      break;
    case 'PlanTransferredIn':
      state.transferredIn ??= { ...stepOf(event), from: event.payload.from };
      break;
    case 'FamilyToldOfTransfer':
      state.familyToldOfTransferOn ??= event.happenedOn;
      break;
    case 'PlanTransferredOut':
      state.transferredOut = {
        ...stepOf(event),
        to: event.payload.to,
        movedOn: event.payload.movedOn ?? null,
        awareOn: event.payload.awareOn ?? null,
      };
      break;
    case 'PlanDetailsChanged':
      state.contents = { ...state.contents, ...contentsOf(event.payload) };
      break;
    case 'ReviewDue': {
      const review = reviewOf(state, event.payload.review);
      review.dueOn = event.payload.dueOn;
      review.phaseTransfer ||= event.payload.phaseTransfer ?? false;
      break;
    }
    case 'ReviewMeetingNotified': {
      const review = reviewOf(state, event.payload.review);
      review.noticeOn = event.happenedOn;
      review.meetingPlannedFor = event.payload.meetingOn;
      break;
    }
    case 'ReviewAdviceCirculated':
      reviewOf(state, event.payload.review).circulatedOn = event.happenedOn;
      break;
    case 'ReviewMeetingHeld': {
      const review = reviewOf(state, event.payload.review);
      review.meeting = stepOf(event);
      review.phaseTransfer ||= event.payload.phaseTransfer ?? false;
      break;
    }
    case 'ReviewReportSent':
      reviewOf(state, event.payload.review).reportOn = event.happenedOn;
      break;
    case 'ReviewDecisionNotified':
      reviewOf(state, event.payload.review).decision = { ...stepOf(event), outcome: event.payload.outcome ?? null };
      break;
    case 'AmendmentNoticeServed':
      reviewOf(state, event.payload.review ?? event.payload.notice ?? event.id).amendmentNotice = stepOf(event);
      break;
    case 'FamilyRespondedToAmendments':
      if (event.payload.review) reviewOf(state, event.payload.review).respondedOn = event.happenedOn;
      break;
    case 'AmendedPlanFinalised':
      state.amended.push(stepOf(event));
      state.contents = { ...state.contents, ...contentsOf(event.payload) };
      if (event.payload.review) reviewOf(state, event.payload.review).amendedFinal = stepOf(event);
      if (event.payload.phaseTransfer) {
        const open = state.phaseTransfers.find((transfer) => transfer.final === null);
        if (open) open.final = stepOf(event);
      }
      break;
    case 'DecidedNotToAmend':
      if (event.payload.review) reviewOf(state, event.payload.review).notAmended = stepOf(event);
      break;
    case 'PhaseTransferDue':
      state.phaseTransfers.push({
        dueOn: event.payload.dueOn,
        event: event.id,
        kind: event.payload.kind ?? null,
        transferOn: event.payload.transferOn ?? null,
        final: null,
      });
      break;
    case 'PhaseTransferCompleted': {
      const open = state.phaseTransfers.findLast((transfer) => transfer.final === null);
      if (open) open.final = stepOf(event);
      break;
    }
    case 'CeaseNoticeSent':
      state.ceaseNoticeOn = event.happenedOn;
      break;
    case 'PlanCeased':
      state.ceased = { ...stepOf(event), reason: event.payload.reason ?? null };
      break;
    case 'OrderMade':
      state.orders.push({ ...stepOf(event), made: 'order', payload: event.payload });
      break;
    case 'ConcessionMade':
      state.orders.push({ ...stepOf(event), made: 'concession', payload: event.payload });
      break;
    case 'AgreementReached':
      state.orders.push({ ...stepOf(event), made: 'agreement', payload: event.payload });
      break;
    case 'CaseworkerAssigned':
      state.caseworker = event.payload.caseworker;
      break;
    case 'ShownInReturn':
      state.census[event.payload.collectionYear] = {
        censusOn: event.payload.censusOn ?? null,
        active: event.payload.active ?? false,
        review: event.payload.review
          ? {
              meetingOn: event.payload.review.meetingOn ?? null,
              outcome: event.payload.review.outcome ?? null,
              decidedOn: event.payload.review.decidedOn ?? null,
            }
          : null,
      };
      state.removed = false;
      break;
    case 'RemovedFromReturn':
      // Another year's return may still hold it.
      delete state.census[event.payload.collectionYear];
      state.removed = Object.keys(state.census).length === 0;
      break;
    default:
      break;
  }
};

/** Folds a plan stream, corrections applied, into what is known of it. */
export const foldPlan: Fold<PlanState> = foldOf(initial, apply);
