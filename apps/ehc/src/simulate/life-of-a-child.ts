import { casework } from '@ehc/casework';
import { deriveId } from '@ehc/recording';
import { type DayNumber, partsOf, workingDayOnOrAfter } from '@ehc/statutory-clock';
import type { Process } from './agenda.js';
import { gatherAdvice } from './assessment.js';
import type { CaseFile } from './case-file.js';
import { Chance } from './chance.js';
import { challengePlan, challengeRefusal } from './disputes.js';
import { exception } from './exceptions.js';
import { MADE_UP } from './ids.js';
import { lifeOfAPlan, type PlanFile } from './life-of-a-plan.js';
import { type MadeUpChild, madeUpChild } from './made-up-child.js';
import { OpenStream } from './open-stream.js';
import { bringIntoForce, conclude } from './plan-making.js';
import { request } from './request.js';
import { momentOf } from './simulated-clock.js';
import { type Simulation, take } from './simulation.js';
import { transferredIn } from './transfers.js';

/** So that made-up children of several authorities have identifiers of their own, as far as there are numbers. */
const APART = 10_007;

/** Children who come with a plan from another authority, of all who come. As many moved in 2024 as plans ceased for it: 13,953 against 154,489 requests. */
const COME_WITH_A_PLAN = 13_953 / (13_953 + 154_489);

/** Refused families who ask again, and after how many days. No source gives it: an assumption. */
const ASK_AGAIN = 0.1;

/** Everything that happens to one made-up child here, from the day on which the authority first learns of them. */
export function* lifeOfAChild(simulation: Simulation, number: number, learnedOn: DayNumber): Process {
  const { authority, seed, clock, made } = simulation;
  const childId = deriveId(MADE_UP, `${authority}|${seed}|child|${number}`);
  const chance = Chance.of(seed, childId);
  const child = madeUpChild(chance, APART * Number(authority) + 10 * number, learnedOn);
  made.children += 1;
  yield* introduce(simulation, chance, childId, child, learnedOn);
  if (chance.happens(COME_WITH_A_PLAN)) {
    yield* transferredIn(simulation, chance, childId, child, learnedOn);
    return;
  }
  let requestedOn = learnedOn;
  for (let time = 1; ; time++) {
    const file = openCase(simulation, deriveId(childId, `case ${time}`), childId, child, requestedOn);
    const endedOn = yield* lifeOfACase(file);
    if (endedOn === null || !chance.happens(ASK_AGAIN)) return;
    requestedOn = workingDayOnOrAfter(endedOn + chance.between(120, 420));
    // Until then there is nothing to keep but the child.
    yield Math.max(clock.moment, momentOf(requestedOn));
  }
}

/** Registers the child and one contact. */
function* introduce(
  simulation: Simulation,
  chance: Chance,
  childId: string,
  child: MadeUpChild,
  on: DayNumber,
): Process {
  const stream = new OpenStream(casework.childStream, { id: childId, child: childId, correlationId: childId });
  const taking = { simulation, chance, stream };
  yield* take(taking, casework.registerChild, on, { child: child.details }, { who: 'intake officer' });
  const contact = { ...child.contact, hasParentalResponsibility: true };
  yield* take(taking, casework.recordContact, on, contact, { who: 'intake officer' });
}

const openCase = (
  simulation: Simulation,
  id: string,
  childId: string,
  child: MadeUpChild,
  requestedOn: DayNumber,
): CaseFile => {
  const chance = Chance.of(simulation.seed, id);
  simulation.made.cases += 1;
  return {
    simulation,
    chance,
    child,
    childId,
    stream: new OpenStream(casework.caseStream, { id, child: childId, correlationId: id }),
    requestedOn,
    caseworker: `caseworker ${chance.between(1, simulation.caseworkers)}`,
  };
};

const openPlan = (file: CaseFile, stream: PlanFile['stream'], from: DayNumber): PlanFile => ({
  simulation: file.simulation,
  chance: Chance.of(file.simulation.seed, stream.id),
  bornOn: file.child.bornOn,
  stream,
  from,
});

/** From the request to its end. Answers the day of a refusal that stands; null where it ended otherwise. */
function* lifeOfACase(file: CaseFile): Process<DayNumber | null> {
  const { simulation, chance } = file;
  const first = yield* request(file);
  if (first.decided === null) return null;
  const agreement = first.decided === 'assess' ? first : yield* challengeRefusal(file, 'assess', first.on);
  if (!agreement) return first.on;
  const excepted = chance.happens(simulation.calibration.exceptions(partsOf(file.requestedOn + 140).year));
  if (excepted) simulation.agenda.enter(simulation.clock.moment, exception(file, agreement.on));
  const adviceIn = yield* gatherAdvice(file, agreement, excepted);
  let outcome = yield* conclude(file, adviceIn);
  if (outcome.concluded === 'no_plan') {
    const refusedOn = outcome.on;
    const reversal = yield* challengeRefusal(file, 'issue', refusedOn);
    if (!reversal) return refusedOn;
    outcome = yield* conclude(file, reversal.on, false);
  }
  if (outcome.concluded !== 'plan') return null;
  const plan = bringIntoForce(file, outcome);
  simulation.made.plans += 1;
  simulation.agenda.enter(simulation.clock.moment, lifeOfAPlan(openPlan(file, plan, outcome.on)));
  yield* challengePlan(file, outcome.on);
  return null;
}
