import { casework } from '@ehc/casework';
import type { PlanState } from '@ehc/pathway';
import { type DayNumber, workingDayOnOrAfter, workingDayOnOrBefore } from '@ehc/statutory-clock';
import type { Process } from './agenda.js';
import { ASSESSMENTS } from './calibration/outcomes-2024.js';
import type { CaseFile } from './case-file.js';
import { decisionOf, refusalOf } from './request.js';
import { settingInPlan } from './settings.js';
import { correctPlanDay, planDayAsRecorded, takeOnCase } from './mistakes.js';
import { OpenStream } from './open-stream.js';
import { take, takeNow } from './simulation.js';

/** How the assessment ended. */
export type AssessmentOutcome =
  Issued | { readonly concluded: 'no_plan'; readonly on: DayNumber } | { readonly concluded: null };

export interface Issued {
  readonly concluded: 'plan';
  readonly on: DayNumber;
  /** The day as it was recorded, which may be wrong at first. */
  readonly recordedOn: DayNumber;
  readonly plan: string;
  readonly contents: PlanContents;
  /** The event that says so. */
  readonly event: string;
}

export interface PlanContents {
  readonly settings?: { readonly urn?: string; readonly ukprn?: string; readonly senSetting?: string }[];
  readonly settingType?: string;
  readonly needs: { readonly type: string; readonly rank: number }[];
  readonly personalBudget?: boolean;
}

const TWENTY_WEEKS = 140;

/** Days from the decision to the plan where nobody hurries. */
const AT_EASE = 42;

/** The family's window on the draft (reg 13(1)) and a day to send the plan. */
const WINDOW = 16;

/** From the advice to the plan, or to the decision that there will be none. */
export function* conclude(file: CaseFile, adviceIn: DayNumber, mayRefuse = true): Process<AssessmentOutcome> {
  const { chance, caseworker } = file;
  const decidedOn = workingDayOnOrAfter(adviceIn + chance.between(1, 7));
  if (mayRefuse && chance.happens(ASSESSMENTS.withdrawn)) {
    yield* takeOnCase(file, casework.withdrawAssessment, decidedOn, { by: 'parent' }, { who: caseworker });
    return { concluded: null };
  }
  if (mayRefuse && chance.happens(ASSESSMENTS.withoutPlan)) {
    const on = workingDayOnOrAfter(decidedOn + chance.between(0, 12));
    yield* takeOnCase(file, casework.decideNotToIssue, on, refusalOf(chance), {
      who: 'panel chair',
    });
    return { concluded: 'no_plan', on };
  }
  yield* takeOnCase(file, casework.decideToIssue, decidedOn, decisionOf(chance), {
    who: 'panel chair',
  });
  return yield* writePlan(file, decidedOn);
}

/** The draft, the family's answer, the settings consulted, and the final plan. */
function* writePlan(file: CaseFile, decidedOn: DayNumber): Process<AssessmentOutcome> {
  const { chance, child, stream, caseworker, requestedOn } = file;
  const due = requestedOn + TWENTY_WEEKS;
  const pressed = decidedOn + 1 + WINDOW <= due && decidedOn + AT_EASE > due;
  const draftOn = workingDayOnOrAfter(decidedOn + (pressed ? 1 : chance.between(2, 12)));
  yield* takeOnCase(
    file,
    casework.serveDraft,
    draftOn,
    { by: chance.oneOf(['email', 'portal', 'post'] as const) },
    { who: caseworker },
  );
  const contents: PlanContents = {
    ...settingInPlan(chance, child.age),
    needs: [{ type: child.need, rank: 1 }, ...(chance.happens(0.4) ? [{ type: secondNeed(child.need), rank: 2 }] : [])],
    ...(chance.happens(0.03) ? { personalBudget: true } : {}),
  };
  const answeredOn = yield* consult(file, draftOn, contents, pressed);
  const on = finalDay(file, Math.max(draftOn + WINDOW, answeredOn), due);
  const recordedOn = planDayAsRecorded(chance, stream, on);
  const [event] = yield* take(
    file,
    casework.finalisePlan,
    on,
    {
      ...contents,
      sections: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H1', 'H2', 'I', 'J', 'K'],
      sentTo: ['family', 'setting', 'icb'],
    },
    { who: caseworker, recordedOn },
  );
  return { concluded: 'plan', on, recordedOn, plan: stream.state.issued!.plan, contents, event: event! };
}

const secondNeed = (first: string): string => (first === 'SLCN' ? 'ASD' : 'SLCN');

/** The settings and the family answer while the window runs. Answers the day by which all that is waited for is in. */
function* consult(file: CaseFile, draftOn: DayNumber, contents: PlanContents, pressed: boolean): Process<DayNumber> {
  const { chance, stream, caseworker } = file;
  const setting = contents.settings?.find(({ urn, ukprn }) => urn ?? ukprn);
  let consultation: string | null = null;
  if (setting) {
    const consultedOn = workingDayOnOrAfter(draftOn + 1);
    yield* takeOnCase(file, casework.consultSetting, consultedOn, { setting }, { who: caseworker });
    consultation = stream.state.consultations.at(-1)!.id;
  }
  const response = chance.weighted([
    ['agreed', 62],
    ['representations', 26],
    ['meeting_requested', 12],
  ] as const);
  const respondedOn = workingDayOnOrAfter(draftOn + chance.between(5, 14));
  yield* takeOnCase(
    file,
    casework.familyResponds,
    respondedOn,
    { response, ...(response === 'representations' ? { representations: 'Made up: more help with reading.' } : {}) },
    { who: caseworker },
  );
  let settledOn = respondedOn;
  if (consultation) {
    const repliedOn = workingDayOnOrAfter(Math.max(respondedOn, draftOn + chance.between(8, pressed ? 15 : 22)));
    const reply = chance.happens(0.86) ? 'can_meet_need' : 'more_information_needed';
    yield* takeOnCase(file, casework.settingReplies, repliedOn, { consultation, reply }, { who: 'setting' });
    settledOn = repliedOn;
  }
  if (response === 'meeting_requested' && !pressed) {
    settledOn = workingDayOnOrAfter(settledOn + chance.between(2, 10));
    yield* takeOnCase(file, casework.holdMeeting, settledOn, { purpose: 'draft_plan' }, { who: caseworker });
  }
  if (response !== 'agreed' && !pressed && chance.happens(0.25)) {
    settledOn = workingDayOnOrAfter(settledOn + chance.between(2, 8));
    yield* takeOnCase(file, casework.reissueDraft, settledOn, { by: 'email' }, { who: caseworker });
    settledOn += WINDOW;
  }
  return settledOn;
}

/** Plans pile up in the last weeks before day 140: what has time waits, what can still be in time is hurried. */
const finalDay = ({ chance, requestedOn }: CaseFile, earliest: DayNumber, due: DayNumber): DayNumber => {
  const natural = earliest + Math.floor(-Math.log(1 - chance.next()) * 7);
  const inTime = Math.max(earliest, due - chance.between(0, 22));
  if (natural < due - 20 && chance.happens(0.75)) return workingDayOnOrBefore(inTime);
  if (natural > due && earliest <= due - 3 && chance.happens(0.93)) {
    return Math.max(earliest, workingDayOnOrBefore(due));
  }
  return workingDayOnOrAfter(Math.max(natural, requestedOn + 1));
};

/** The plan is in force at once: what the policy would do, under the ids that it would give. */
export const bringIntoForce = (
  file: CaseFile,
  { on, recordedOn, plan, contents, event }: Issued,
): OpenStream<PlanState> => {
  const { simulation, childId, stream, chance } = file;
  const mistaken = recordedOn !== on;
  const planStream = new OpenStream(casework.planStream, {
    id: plan,
    child: childId,
    correlationId: stream.correlationId,
    mayBeCorrected: mistaken,
  });
  const [broughtIntoForce] = takeNow(
    simulation,
    planStream,
    casework.bringIntoForce,
    recordedOn,
    { child: childId, case: stream.id, contents },
    {
      who: 'policy bring plan into force',
      commandId: casework.commandBringingIntoForce({ id: event }),
      causationId: event,
    },
  );
  if (mistaken) {
    const wrong = { event, recorded: recordedOn, right: on, broughtIntoForce: broughtIntoForce! };
    const streams = { onCase: stream, onPlan: planStream };
    simulation.agenda.enter(simulation.clock.moment, correctPlanDay(simulation, chance, streams, wrong));
  }
  return planStream;
};
