import type { PlanState, ReviewState } from '@ehc/pathway';
import { type ClockSettings, DEFAULT_SETTINGS, parseCivilDate, partsOf } from '@ehc/statutory-clock';
import type { ClockReading, ClockSubject, Stopped } from './clock-reading.js';
import { orderClocks } from './order-clocks.js';
import { readLimit, type Done, type Viewpoint } from './read-clock.js';
import { nextReviewFrom, reviewDoneOn } from './review-done.js';

export interface PlanClocksInput {
  /** Id of the plan. */
  readonly id: string;
  readonly state: PlanState;
  readonly settings?: Readonly<ClockSettings>;
  /** Civil date. */
  readonly today: string;
}

/** Every clock that runs, or ran, on a plan: its yearly reviews, amendments, phase transfers, moves and its end. */
export const planClocks = ({ id, state, settings, today }: PlanClocksInput): ClockReading[] => {
  if (!state.started && !state.transferredIn) return [];
  // No exception lifts a limit after the plan (statutory-rules.md §2.2).
  const view: Viewpoint = { today, settings: settings ?? DEFAULT_SETTINGS, exceptions: [] };
  const over = planOver(state);
  return [
    ...reviewYears(id, state, view, over),
    ...state.reviews.flatMap((review) => reviewClocks(review, view, over)),
    ...phaseTransferClocks(state, view, over),
    ...transferClocks(id, state, view),
    ...ceaseClocks(id, state, view),
    ...state.orders.flatMap((made) => {
      const final = state.amended.find((one) => one.on === null || made.on === null || one.on >= made.on);
      return orderClocks(made, { final: { on: final ? final.on : undefined } }, view, over);
    }),
  ];
};

/** Why nothing more is due on the plan here. */
export const planOver = (state: PlanState): Stopped | undefined =>
  state.ceased
    ? { on: state.ceased.on, because: 'ceased' }
    : state.transferredOut
      ? { on: state.transferredOut.on, because: 'transferred' }
      : undefined;

/**
 * C1, year after year: from the making of the plan to the first review, and from each review to the next. The first
 * review after the plan came from another authority has the limit of reg 15(5) instead (E3). A review of which no day is
 * known moves nothing: the year is counted from the latest one that is.
 */
const reviewYears = (id: string, state: PlanState, view: Viewpoint, over: Stopped | undefined): ClockReading[] => {
  const { settings } = view;
  const reviews = state.reviews.map(({ meeting, decision }) => ({
    meetingOn: meeting?.on ?? null,
    decidedOn: decision?.on ?? null,
  }));
  const finished = reviews
    .filter((review) => reviewDoneOn(review, settings) !== null)
    .toSorted((a, b) => reviewDoneOn(a, settings)!.localeCompare(reviewDoneOn(b, settings)!));
  const doneBy = settings.reviewCompleteOn === 'meeting' ? 'reviewMeetingOn' : 'reviewDecisionNotified';
  const clocks: ClockReading[] = [];
  let anchor = state.started?.on ?? null;
  let transfer = state.transferredIn?.on ?? null;
  let reviewed = '';
  for (const review of [...finished, undefined]) {
    const start = transfer ?? anchor;
    clocks.push(
      readLimit(
        {
          rule: transfer ? 'E3_NEWLA_REVIEW' : 'C1_REVIEW_12M',
          subject: { kind: 'plan', id },
          keySuffix: start ?? 'not known',
          start: transfer && anchor === null ? null : start,
          facts: { transferredOn: transfer, lastReviewedOn: anchor },
          done: [transfer ? 'reviewDecisionNotified' : doneBy, review ? reviewDoneOn(review, settings)! : undefined],
          stopped: over,
        },
        view,
      ),
    );
    if (!review) break;
    transfer = null;
    const next = nextReviewFrom(review, settings)!;
    if (next > reviewed) reviewed = next;
    anchor = reviewed;
  }
  return clocks;
};

/** C2 to C10 of one review, or C15 where the plan is amended outside a review (reg 28). */
const reviewClocks = (review: ReviewState, view: Viewpoint, over: Stopped | undefined): ClockReading[] => {
  const subject: ClockSubject = { kind: 'review', id: review.id };
  const meeting = review.meeting ? review.meeting.on : review.meetingPlannedFor;
  const held = review.meeting?.on ?? null;
  const clocks: ClockReading[] = [];
  const limit = (
    rule: Parameters<typeof readLimit>[0]['rule'],
    start: string | null,
    fact: string,
    done: Done,
    stopped = over,
  ) => clocks.push(readLimit({ rule, subject, start, facts: { meetingOn: start }, done: [fact, done], stopped }, view));

  if (meeting) {
    // What was not done before the meeting can be done no more.
    const past: Stopped | undefined = held ? { on: held, because: 'meeting_held' } : over;
    limit('C2_MEETING_NOTICE_2W', meeting, 'noticeGiven', review.noticeOn ?? undefined, past);
    limit('C3_ADVICE_CIRC_2W', meeting, 'adviceCirculated', review.circulatedOn ?? undefined, past);
  }
  if (held) {
    limit('C4_REPORT_2W', held, 'reportSent', review.reportOn ?? undefined);
    limit('C5_DECISION_4W', held, 'decisionNotified', review.decision ? review.decision.on : undefined);
    if (review.decision?.outcome === 'amend') {
      limit(
        'C6_AMEND_NOTICE_4W',
        held,
        'amendmentNoticeSent',
        review.amendmentNotice ? review.amendmentNotice.on : undefined,
      );
    }
  }
  if (review.amendmentNotice) clocks.push(...amendmentClocks(review, held, view, over));
  if (held && (review.decision?.outcome === 'amend' || review.amendmentNotice)) {
    clocks.push(
      readLimit(
        {
          rule: 'C10_OUTER_12W',
          subject,
          start: held,
          facts: { meetingOn: held },
          done: ['amendedPlanFinalised', review.amendedFinal ? review.amendedFinal.on : undefined],
          stopped: notAmending(review) ?? over,
        },
        view,
      ),
    );
  }
  return clocks;
};

/** From the amendment notice: the family's window, and the final amended plan or the decision not to amend. */
const amendmentClocks = (
  review: ReviewState,
  held: string | null,
  view: Viewpoint,
  over: Stopped | undefined,
): ClockReading[] => {
  const subject: ClockSubject = { kind: 'amendment', id: review.id };
  const start = review.amendmentNotice!.on;
  const final: Done = review.amendedFinal ? review.amendedFinal.on : undefined;
  const notAmended: Done = review.notAmended ? review.notAmended.on : undefined;
  const window = readLimit(
    {
      rule: 'C7_AMEND_WINDOW_15D',
      subject,
      start,
      facts: { amendmentNoticeServed: start },
      endedOn: review.respondedOn ?? undefined,
      stopped: over,
    },
    view,
  );
  const facts = { amendmentNoticeSent: start, meetingOn: held };
  if (!held && !review.decision) {
    const done: [string, Done] =
      notAmended === undefined ? ['amendedPlanFinalised', final] : ['notAmendingNotified', notAmended];
    return [window, readLimit({ rule: 'C15_AMEND_NO_REVIEW', subject, start, facts, done, stopped: over }, view)];
  }
  return [
    window,
    notAmended === undefined
      ? readLimit(
          { rule: 'C8_FINAL_AMENDED_8W', subject, start, facts, done: ['amendedPlanFinalised', final], stopped: over },
          view,
        )
      : readLimit(
          { rule: 'C9_DECIDE_NOT_AMEND_8W', subject, start, facts, done: ['notAmendingNotified', notAmended] },
          view,
        ),
  ];
};

const notAmending = (review: ReviewState): Stopped | undefined =>
  review.notAmended
    ? { on: review.notAmended.on, because: 'not_amending' }
    : review.decision?.outcome && review.decision.outcome !== 'amend'
      ? { on: review.decision.on, because: 'not_amending' }
      : undefined;

/** C11 to C13: which of them follows from what is due; a return gives the date alone. */
const phaseTransferClocks = (state: PlanState, view: Viewpoint, over: Stopped | undefined): ClockReading[] =>
  state.phaseTransfers.map((transfer) => {
    const { year, month } = partsOf(parseCivilDate(transfer.dueOn));
    const kind = transfer.kind ?? (month === 2 ? 'before_15_february' : month === 3 ? 'before_31_march' : null);
    const start = kind === 'five_months_before' || kind === null ? transfer.transferOn : transfer.dueOn;
    return readLimit(
      {
        rule:
          kind === 'before_15_february'
            ? 'C11_PHASE_15FEB'
            : kind === 'before_31_march'
              ? 'C12_PHASE_31MAR'
              : 'C13_POST16_5M',
        subject: { kind: 'phase_transfer', id: transfer.event },
        start,
        facts: { transferYear: year, transferOn: transfer.transferOn },
        done: ['amendedPlanFinalised', transfer.final ? transfer.final.on : undefined],
        stopped: over,
      },
      view,
    );
  });

/** E1 for the authority that the child leaves, E2 for the one that the child comes to. */
const transferClocks = (id: string, state: PlanState, view: Viewpoint): ClockReading[] => {
  const clocks: ClockReading[] = [];
  const { transferredIn, transferredOut } = state;
  if (transferredOut?.movedOn && transferredOut.awareOn) {
    const { movedOn, awareOn } = transferredOut;
    clocks.push(
      readLimit(
        {
          rule: 'E1_TRANSFER_15WD',
          subject: { kind: 'transfer', id },
          start: awareOn,
          facts: { movedOn, awareOn },
          done: ['transferredOn', transferredOut.on],
        },
        view,
      ),
    );
  }
  if (transferredIn) {
    clocks.push(
      readLimit(
        {
          rule: 'E2_NEWLA_INFORM_6W',
          subject: { kind: 'transfer', id },
          start: transferredIn.on,
          facts: { transferredOn: transferredIn.on },
          done: ['familyInformed', state.familyToldOfTransferOn ?? undefined],
        },
        view,
      ),
    );
  }
  return clocks;
};

/** D2: the plan is kept at least until the family's time to appeal is over (s.45(4)). */
const ceaseClocks = (id: string, state: PlanState, view: Viewpoint): ClockReading[] =>
  state.ceaseNoticeOn
    ? [
        readLimit(
          {
            rule: 'D2_MAINTAIN_PENDING_APPEAL',
            subject: { kind: 'cease', id },
            start: state.ceaseNoticeOn,
            facts: { ceaseNoticeSent: state.ceaseNoticeOn },
            endedOn: state.ceased ? state.ceased.on : undefined,
          },
          view,
        ),
      ]
    : [];
