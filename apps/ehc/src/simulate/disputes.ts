import { casework } from '@ehc/casework';
import { type DayNumber, workingDayOnOrAfter } from '@ehc/statutory-clock';
import type { Process } from './agenda.js';
import {
  APPEALED_AFTER_MEDIATION,
  APPEALS_END,
  MEDIATIONS_AGREED,
  PLANS_DISPUTED,
  REFUSALS_TO_ASSESS,
  REFUSALS_TO_ISSUE,
} from './calibration/outcomes-2024.js';
import type { CaseFile } from './case-file.js';
import { take } from './simulation.js';

const tribunalOfficer = { who: 'tribunal officer' };

type Refused = 'assess' | 'issue';

interface Reversal {
  readonly on: DayNumber;
  /** The event that reversed the refusal. */
  readonly event: string;
}

/** A family challenges a refusal, or not. Answers how it was reversed; null where it stands. */
export function* challengeRefusal(file: CaseFile, refused: Refused, on: DayNumber): Process<Reversal | null> {
  const { mediated, appealed } = refused === 'assess' ? REFUSALS_TO_ASSESS : REFUSALS_TO_ISSUE;
  const { chance } = file;
  const about = refused === 'assess' ? 'refusal_to_assess' : 'refusal_to_issue';
  if (chance.happens(mediated)) {
    const heldOn = workingDayOnOrAfter(on + chance.between(25, 60));
    const agreed = chance.happens(MEDIATIONS_AGREED);
    yield* mediate(file, about, heldOn, agreed);
    if (agreed) return yield* reverse(file, refused, workingDayOnOrAfter(heldOn + chance.between(1, 10)), 'mediation');
    // Of all mediations, so of those that failed more.
    return chance.happens(APPEALED_AFTER_MEDIATION / (1 - MEDIATIONS_AGREED))
      ? yield* appeal(file, refused, about, workingDayOnOrAfter(heldOn + chance.between(7, 30)))
      : null;
  }
  const direct = (appealed - mediated * APPEALED_AFTER_MEDIATION) / (1 - mediated);
  return chance.happens(direct)
    ? yield* appeal(file, refused, about, workingDayOnOrAfter(on + chance.between(20, 62)))
    : null;
}

/** A family challenges what the new plan says, or not. It changes no date of this case. */
export function* challengePlan(file: CaseFile, on: DayNumber): Process {
  const { chance } = file;
  const about = chance.happens(0.6) ? 'plan_contents' : 'setting_named';
  let from = on;
  if (chance.happens(PLANS_DISPUTED.mediated)) {
    from = workingDayOnOrAfter(on + chance.between(20, 60));
    yield* mediate(file, about, from, chance.happens(MEDIATIONS_AGREED));
  }
  if (!chance.happens(PLANS_DISPUTED.appealed)) return;
  const registeredOn = workingDayOnOrAfter(from + chance.between(20, 62));
  yield* recordAppeal(file, about, registeredOn, 'registered');
  const outcome = chance.weighted(APPEALS_END);
  const endedOn = workingDayOnOrAfter(registeredOn + chance.between(60, 330));
  if (outcome === 'allowed') {
    yield* take(
      file,
      casework.disputesOnCase.order,
      endedOn,
      { about, order: about === 'setting_named' ? 'name' : 'amend' },
      tribunalOfficer,
    );
  } else yield* endAppeal(file, about, endedOn, outcome);
}

function* mediate(file: CaseFile, about: About, on: DayNumber, agreed: boolean): Process {
  yield* take(
    file,
    casework.disputesOnCase.mediation,
    on,
    { about, step: 'held', outcome: agreed ? 'agreed' : 'not_agreed' },
    tribunalOfficer,
  );
}

type About = 'refusal_to_assess' | 'refusal_to_issue' | 'plan_contents' | 'setting_named';

function* appeal(file: CaseFile, refused: Refused, about: About, on: DayNumber): Process<Reversal | null> {
  const { chance } = file;
  yield* recordAppeal(file, about, on, 'registered');
  const outcome = chance.weighted(APPEALS_END);
  if (outcome === 'conceded') {
    const concededOn = workingDayOnOrAfter(on + chance.between(14, 42));
    yield* take(
      file,
      casework.disputesOnCase.concession,
      concededOn,
      { about, concession: refused === 'assess' ? 'assess' : 'plan' },
      tribunalOfficer,
    );
    return yield* reverse(file, refused, concededOn, 'concession');
  }
  const endedOn = workingDayOnOrAfter(on + chance.between(90, 280));
  if (outcome === 'allowed') {
    yield* take(
      file,
      casework.disputesOnCase.order,
      endedOn,
      { about, order: refused === 'assess' ? 'assess' : 'plan' },
      tribunalOfficer,
    );
    return yield* reverse(file, refused, endedOn, 'order');
  }
  yield* endAppeal(file, about, endedOn, outcome);
  return null;
}

function* recordAppeal(file: CaseFile, about: About, on: DayNumber, step: 'registered'): Process {
  yield* take(file, casework.disputesOnCase.appeal, on, { about, step }, tribunalOfficer);
}

function* endAppeal(
  file: CaseFile,
  about: About,
  on: DayNumber,
  outcome: Exclude<(typeof APPEALS_END)[number][0], 'allowed'>,
): Process {
  yield* take(
    file,
    casework.disputesOnCase.appeal,
    on,
    outcome === 'withdrawn' ? { about, step: 'withdrawn' } : { about, step: 'decided', outcome },
    tribunalOfficer,
  );
}

function* reverse(
  file: CaseFile,
  about: Refused,
  on: DayNumber,
  because: 'mediation' | 'concession' | 'order',
): Process<Reversal> {
  const [event] = yield* take(file, casework.reverseRefusal, on, { about, because }, { who: 'team manager' });
  return { on, event: event! };
}
