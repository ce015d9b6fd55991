/** The reckonings that a row of a table cannot say, each a function named after what it finds. */
import { BeyondCalendar } from '../bank-holidays.js';
import { type DayNumber, dayNumberOf } from '../civil-date.js';
import { ClockError } from '../clock-error.js';
import { lastDayOfMonthsStartingWith, servedOn } from '../counting.js';
import type { FactName } from '../facts.js';
import { addCountedDays, lastDayToAppeal } from '../tribunal-time.js';
import { addWorkingDays, lastOfWorkingDaysBeginningWith, workingDayOnOrAfter } from '../working-days.js';
import type { ParticularReckoning } from './rule.js';

const FIFTEEN_WORKING_DAYS = 15;

/** A7: the target that the authority has set itself for the draft. */
export const draftTarget: ParticularReckoning = (facts, settings) => ({
  due: facts.requestReceived! + settings.draftTargetWeeks * 7,
});

/** C8: 8 weeks from the notice (reg 22(3)), or 12 weeks from the meeting where that is earlier (Devon). */
export const finalAmendedPlan: ParticularReckoning = (facts, settings) => {
  const byNotice = facts.amendmentNoticeSent! + 8 * 7;
  const binds = settings.devonOuter12w && facts.meetingOn !== undefined;
  return { due: binds ? Math.min(byNotice, facts.meetingOn! + 12 * 7) : byNotice };
};

/** C11, C12: "before" a day of the transfer year, so the day before it, unless the setting says "on or before". */
export function beforePhaseDate(month: number, day: number): ParticularReckoning {
  return (facts, settings) => {
    const boundary = dayNumberOf(facts.transferYear!, month, day);
    return { due: settings.phaseBoundary === 'strictly_before' ? boundary - 1 : boundary };
  };
}

/** C15: 8 weeks from the notice for the outcome, after at least 15 days for the family from its service. */
export const amendWithoutReview: ParticularReckoning = (facts, settings) => ({
  due: facts.amendmentNoticeSent! + 8 * 7,
  earliest: servedOn(facts.amendmentNoticeSent!, settings) + 15,
});

/** D2: the plan may cease on the day after the last day to appeal. */
export const maintainPendingAppeal: ParticularReckoning = (facts, settings) => {
  const due = lastDayToAppeal(facts.ceaseNoticeSent!, 2, settings.appealAugust);
  return { due, earliest: due + 1 };
};

/** E1: the day of the move, or the 15th working day beginning with the day of becoming aware, if later (reg 15(2)). */
export const transferOfPlan: ParticularReckoning = (facts) => ({
  due: Math.max(facts.movedOn!, lastOfWorkingDaysBeginningWith(facts.awareOn!, FIFTEEN_WORKING_DAYS)),
});

/** E4: on a move as E1 (reg 15(7)); on another change, 15 working days of becoming aware (reg 16). */
export const tellNewIcb: ParticularReckoning = (facts, settings) =>
  facts.movedOn === undefined
    ? { due: addWorkingDays(facts.awareOn!, FIFTEEN_WORKING_DAYS) }
    : transferOfPlan(facts, settings);

/** E3: 12 months from the last review or 3 months from the transfer, whichever ends later (reg 15(5)). */
export const firstReviewByNewAuthority: ParticularReckoning = (facts) => ({
  due: Math.max(
    lastDayOfMonthsStartingWith(facts.lastReviewedOn!, 12),
    lastDayOfMonthsStartingWith(facts.transferredOn!, 3),
  ),
});

/** F8: 2 weeks, or the weeks that the parties agreed in writing (reg 42(3), (5)). */
export const otherAgreement: ParticularReckoning = (facts) => ({
  due: facts.agreedOn! + (facts.agreedWeeks ?? 2) * 7,
});

/** G1: 2 months from the decision or 1 month from the certificate, whichever ends later (rule 20(1)). */
export const appealReceived: ParticularReckoning = (facts, settings) => {
  const byDecision = lastDayToAppeal(facts.decisionSent!, 2, settings.appealAugust);
  if (facts.certificateIssued === undefined) return { due: byDecision };
  const byCertificate = naming('certificateIssued', () =>
    lastDayToAppeal(facts.certificateIssued!, 1, settings.appealAugust),
  );
  return { due: Math.max(byDecision, byCertificate) };
};

/** G2: 2 months from the decision; no certificate is needed (s.55(2)). */
export const appealOfSectionIOnly: ParticularReckoning = (facts, settings) => ({
  due: lastDayToAppeal(facts.decisionSent!, 2, settings.appealAugust),
});

/** G6: 28 days, those of August and 25 December to 1 January not counted, then the next working day. */
export const permissionToAppeal: ParticularReckoning = (facts) => ({
  due: workingDayOnOrAfter(addCountedDays(facts.decidedOn!, 28)),
});

/** Names the fact whose date leads beyond the calendar. */
function naming(fact: FactName, reckon: () => DayNumber): DayNumber {
  try {
    return reckon();
  } catch (error) {
    if (error instanceof BeyondCalendar) throw new ClockError('invalid_date', error.message, `facts.${fact}`);
    throw error;
  }
}
