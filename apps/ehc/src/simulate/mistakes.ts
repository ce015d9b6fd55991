import { advice } from '@ehc/advice';
import { casework } from '@ehc/casework';
import type { AdviceState, CaseState, PlanState } from '@ehc/pathway';
import type { ApproveCorrection, RequestCorrection, Step, StepRequest } from '@ehc/recording';
import { type DayNumber, formatCivilDate, parseCivilDate, workingDayOnOrAfter } from '@ehc/statutory-clock';
import type { Process } from './agenda.js';
import type { Chance } from './chance.js';
import type { OpenStream } from './open-stream.js';
import { momentOf } from './simulated-clock.js';
import { type By, type Simulation, take, takeNow, type Taking, type Undated } from './simulation.js';

/*
 * What is recorded wrongly, and put right later: without it every figure would be the same as at any later moment. No
 * source says how often this is: the shares are assumptions. Wrong days are earlier than the right ones, so that the
 * steps that follow stand in order after either.
 */

/** Steps of cases and advice recorded with a wrong day. */
const WRONG_DAYS = 0.012;

/** Final plans recorded with a wrong day: most of them days that make the plan look as if it was in time. */
const WRONG_PLAN_DAYS = 0.015;

/** By how many days, at most. */
const FARTHEST = 28;

/** Nothing is recorded from before the law was in force, not even by mistake. */
const COMMENCEMENT = parseCivilDate('2014-09-01');

/** The steps by which a stream is corrected. */
interface Corrections<State> {
  readonly request: Step<State, RequestCorrection>;
  readonly approve: Step<State, ApproveCorrection & { readonly correction: string }>;
}

interface WrongDay {
  readonly event: string;
  readonly recorded: DayNumber;
  readonly right: DayNumber;
}

/** As `take`, for a step of a case: now and then with a wrong day, which is corrected later. Answers the ids. */
export function* takeOnCase<Request extends StepRequest>(
  taking: Taking<CaseState>,
  step: Step<CaseState, Request>,
  on: DayNumber,
  request: Undated<Request>,
  by: By,
): Process<string[]> {
  return yield* takeOrMistake(taking, casework.corrections.case, step, on, request, by);
}

/** The same for a step of advice. */
export function* takeOnAdvice<Request extends StepRequest>(
  taking: Taking<AdviceState>,
  step: Step<AdviceState, Request>,
  on: DayNumber,
  request: Undated<Request>,
  by: By,
): Process<string[]> {
  return yield* takeOrMistake(taking, advice.corrections, step, on, request, by);
}

function* takeOrMistake<State, Request extends StepRequest>(
  taking: Taking<State>,
  corrections: Corrections<State>,
  step: Step<State, Request>,
  on: DayNumber,
  request: Undated<Request>,
  by: By,
): Process<string[]> {
  const { simulation, chance, stream } = taking;
  const recorded = chance.happens(WRONG_DAYS) ? wrongDay(chance, stream, on) : on;
  const events = yield* take(taking, step, on, request, { ...by, recordedOn: recorded });
  if (recorded !== on) {
    const wrong = { event: events[0]!, recorded, right: on };
    simulation.agenda.enter(simulation.clock.moment, correctLater(taking, corrections, wrong));
  }
  return events;
}

/** A day before the right one, not before the last step; the right one where there is none. */
const wrongDay = (chance: Chance, stream: { readonly lastOn: DayNumber | null }, on: DayNumber): DayNumber =>
  Math.min(on, Math.max(on - chance.between(1, FARTHEST), stream.lastOn ?? COMMENCEMENT));

/** The day under which a final plan is recorded: the right one, or a wrong one. */
export const planDayAsRecorded = (chance: Chance, stream: OpenStream<CaseState>, on: DayNumber): DayNumber =>
  chance.happens(WRONG_PLAN_DAYS) ? wrongDay(chance, stream, on) : on;

/** Corrects the day of a final plan, in the case and in the plan that came of it. */
export function* correctPlanDay(
  simulation: Simulation,
  chance: Chance,
  { onCase, onPlan }: { readonly onCase: OpenStream<CaseState>; readonly onPlan: OpenStream<PlanState> },
  wrong: WrongDay & { readonly broughtIntoForce: string },
): Process {
  const [correction] = yield* correctLater({ simulation, chance, stream: onCase }, casework.corrections.case, wrong);
  const { day } = simulation.clock;
  takeNow(
    simulation,
    onPlan,
    casework.correctingThePlan.correct,
    day,
    {
      event: wrong.broughtIntoForce,
      field: 'happenedOn',
      new: formatCivilDate(wrong.right),
      requestedBy: `simulated ${ASKS}`,
      approvedBy: `simulated ${APPROVES}`,
      reason: REASON,
    },
    {
      who: 'policy bring plan into force',
      commandId: casework.commandBringingIntoForce({ id: correction! }),
      causationId: correction!,
    },
  );
}

const ASKS = 'data officer';
const APPROVES = 'team manager';
const REASON = 'Made up: the day was mistyped.';

/** Somebody notices after a week or after months, and somebody else approves. Answers the ids of the correcting events. */
function* correctLater<State>(
  taking: Taking<State>,
  corrections: Corrections<State>,
  { event, recorded, right }: WrongDay,
): Process<string[]> {
  const { simulation, chance, stream } = taking;
  const noticedOn = workingDayOnOrAfter(simulation.clock.day + 3 + chance.daysAround(35, 1));
  yield momentOf(noticedOn);
  const wrong = {
    event,
    field: 'happenedOn',
    old: formatCivilDate(recorded),
    new: formatCivilDate(right),
    reason: REASON,
  };
  const [asked] = yield* take(taking, corrections.request, noticedOn, wrong, { who: ASKS });
  const correction = stream.correctionAskedIn(asked!);
  const approvedOn = workingDayOnOrAfter(noticedOn + chance.between(0, 8));
  return yield* take(taking, corrections.approve, approvedOn, { correction }, { who: APPROVES });
}
