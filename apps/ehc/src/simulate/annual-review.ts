import { casework } from '@ehc/casework';
import {
  type DayNumber,
  dayNumberOf,
  formatCivilDate,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from '@ehc/statutory-clock';
import type { Process } from './agenda.js';
import { REVIEW_OUTCOMES, REVIEWS_WITHOUT_MEETING } from './calibration/reviews-2024.js';
import type { PlanFile } from './life-of-a-plan.js';
import type { PhaseTransfer } from './phase-transfer.js';
import { momentOf } from './simulated-clock.js';
import { take } from './simulation.js';

export interface Reviewed {
  /** The day of the decision. */
  readonly on: DayNumber;
  readonly ceases: boolean;
}

const A_YEAR = 365;
const FOUR_WEEKS = 28;
const EIGHT_WEEKS = 56;

/** Amended plans within eight weeks of the notice, and notices without an amendment in the end. Assumptions: no table has them. */
const AMENDED_IN_TIME = 0.6;
const NOT_AMENDED = 0.05;

const officer = { who: 'review officer' };
const school = { who: 'school' };

/** The review that follows a plan or the decision of the last review, within a year of it. Answers when it was decided; null where the plan begins to end first. */
export function* annualReview(
  file: PlanFile,
  since: DayNumber,
  transfer: PhaseTransfer | null,
  before: DayNumber,
): Process<Reviewed | null> {
  const { chance } = file;
  const phaseTransfer = transfer !== null;
  const meetingOn = meetingDay(file, since, transfer);
  const noticeOn = workingDayOnOrBefore(
    meetingOn - (chance.happens(0.85) ? chance.between(14, 30) : chance.between(5, 13)),
  );
  const decidedOn = decisionDay(file, meetingOn);
  // Whoever leaves before it is decided has no more reviews.
  if (decidedOn + 1 >= before) return null;
  yield momentOf(noticeOn);
  if (transfer) {
    const { kind, year } = transfer;
    yield* take(file, casework.planPhaseTransfer, noticeOn, { kind, transferYear: year }, officer);
  }
  yield* take(file, casework.notifyReviewMeeting, noticeOn, { meetingOn: formatCivilDate(meetingOn) }, school);
  yield* take(
    file,
    casework.circulateReviewAdvice,
    workingDayOnOrAfter(Math.max(noticeOn, meetingOn - chance.between(10, 17))),
    {},
    school,
  );
  yield* take(
    file,
    casework.holdReviewMeeting,
    meetingOn,
    { phaseTransfer, attended: ['school', 'family', ...(chance.happens(0.4) ? ['authority'] : [])] },
    school,
  );
  const reportOn = workingDayOnOrAfter(meetingOn + chance.between(4, 18));
  if (reportOn <= decidedOn) yield* take(file, casework.sendReviewReport, reportOn, {}, school);
  const outcome = phaseTransfer ? 'amend' : chance.weighted(REVIEW_OUTCOMES);
  yield* take(file, casework.notifyReviewDecision, decidedOn, { outcome }, officer);
  if (outcome === 'amend') yield* amend(file, decidedOn, phaseTransfer, before);
  return { on: decidedOn, ceases: outcome === 'cease' };
}

/** Mostly some weeks before the review is due; where no meeting is held in the year, months after. Before a move in the autumn. */
const meetingDay = ({ chance }: PlanFile, since: DayNumber, transfer: PhaseTransfer | null): DayNumber => {
  const dueOn = since + A_YEAR;
  if (transfer)
    return workingDayOnOrAfter(Math.max(since + 40, dayNumberOf(transfer.year - 1, 10, 1) + chance.between(0, 60)));
  return workingDayOnOrAfter(
    chance.happens(REVIEWS_WITHOUT_MEETING) ? dueOn + chance.between(20, 200) : dueOn - chance.between(20, 85),
  );
};

const decisionDay = ({ simulation, chance }: PlanFile, meetingOn: DayNumber): DayNumber =>
  chance.happens(simulation.calibration.reviewsWithinFourWeeks)
    ? workingDayOnOrBefore(meetingOn + FOUR_WEEKS - Math.floor(chance.next() ** 2 * 16))
    : workingDayOnOrAfter(meetingOn + FOUR_WEEKS + 1 + chance.daysAround(25, 0.8));

function* amend(file: PlanFile, decidedOn: DayNumber, phaseTransfer: boolean, before: DayNumber): Process {
  const { chance } = file;
  const noticeOn = workingDayOnOrAfter(decidedOn + (chance.happens(0.8) ? 0 : chance.between(3, 25)));
  const inTime = chance.happens(AMENDED_IN_TIME);
  const finalOn = workingDayOnOrAfter(
    noticeOn + (inTime ? chance.between(18, EIGHT_WEEKS - 4) : EIGHT_WEEKS + chance.daysAround(30, 0.8)),
  );
  if (finalOn + 1 >= before) return;
  yield* take(file, casework.serveAmendmentNotice, noticeOn, { by: 'email' }, officer);
  if (chance.happens(0.6)) {
    const answeredOn = workingDayOnOrAfter(noticeOn + chance.between(3, 14));
    const response = chance.happens(0.75) ? ('agreed' as const) : ('representations' as const);
    yield* take(file, casework.familyRespondsToAmendments, answeredOn, { response }, officer);
  }
  if (!phaseTransfer && chance.happens(NOT_AMENDED)) {
    yield* take(file, casework.decideNotToAmend, finalOn, {}, officer);
  } else {
    yield* take(file, casework.finaliseAmendedPlan, finalOn, { phaseTransfer }, officer);
  }
}
