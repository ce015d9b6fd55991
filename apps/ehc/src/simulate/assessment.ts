import { advice } from '@ehc/advice';
import type { AdviceState } from '@ehc/pathway';
import {
  adviceToSeek,
  type AdviceKind,
  type DayNumber,
  formatCivilDate,
  partsOf,
  workingDayOnOrAfter,
} from '@ehc/statutory-clock';
import type { Process, Turn } from './agenda.js';
import type { CaseFile } from './case-file.js';
import { Chance } from './chance.js';
import { OpenStream } from './open-stream.js';
import { takeOnAdvice } from './mistakes.js';
import type { Taking } from './simulation.js';

/**
 * Days that a body takes to answer (median and spread of its logarithm), and how often it has nothing to say. No source
 * gives these nationally: assumptions, with most answers within the six weeks. Educational psychology is not among them:
 * its answers come from its waiting list.
 */
const ANSWERS: Readonly<Record<Exclude<AdviceKind, 'psychological'>, { median: number; spread: number; nil: number }>> =
  {
    parent_or_yp: { median: 16, spread: 0.45, nil: 0.02 },
    educational: { median: 24, spread: 0.4, nil: 0 },
    medical: { median: 32, spread: 0.38, nil: 0.12 },
    social_care: { median: 20, spread: 0.45, nil: 0.48 },
    other_la_choice: { median: 30, spread: 0.4, nil: 0.03 },
    preparing_for_adulthood: { median: 26, spread: 0.4, nil: 0.04 },
    reasonably_requested: { median: 34, spread: 0.4, nil: 0.05 },
  };

const TEAMS: Readonly<Partial<Record<AdviceKind, readonly string[]>>> = {
  medical: ['community paediatrics', 'speech and language therapy', 'occupational therapy', 'child mental health'],
  psychological: ['educational psychology'],
  social_care: ['early help', 'children in need', 'disabled children'],
  other_la_choice: ['specialist teaching', 'autism outreach', 'sensory support'],
};

/** Advice is asked for beyond what must be, where the authority or the family thinks it right. Assumptions. */
const BESIDES = [
  ['other_la_choice', 0.35],
  ['reasonably_requested', 0.1],
] as const;

/** Of what is held already, some need not be sought again (reg 6(4)). An assumption. */
const DISPENSED_WITH = 0.02;

/** Days from the last advice to the plan, where nothing waits for anything else: the aim of the waiting list is that much earlier. */
const FROM_ADVICE_TO_PLAN = 32;

/** Day by which a plan is in time, and the day from which advice is too late for that: such a child gives way to others. */
const IN_TIME = 140;
const TOO_LATE = 121;

/** The least that educational psychology takes, in days. */
const AT_LEAST = 21;

/** Exceptions make plans later: by how much. An assumption. */
const LATER_WITH_EXCEPTION = 1.25;

/** Asks for the advice, and waits until all of it is in. Answers the day of the last. */
export function* gatherAdvice(
  file: CaseFile,
  agreement: { readonly on: DayNumber; readonly event: string },
  excepted: boolean,
): Process<DayNumber> {
  const { simulation, child, chance } = file;
  const askedOn = workingDayOnOrAfter(agreement.on + chance.between(0, 3));
  const must = adviceToSeek({ ncYear: Math.max(-2, child.age - 4), needs: [child.need] })
    .advice.filter(({ mustSeek }) => mustSeek)
    .map(({ kind }) => kind);
  const kinds = [...must, ...BESIDES.filter(([, share]) => chance.happens(share)).map(([kind]) => kind)];
  let last = askedOn;
  for (const kind of kinds) {
    if (kind === 'psychological') continue;
    const request = openRequest(file, kind, agreement.event);
    const answeredOn = answerDay(request.chance, kind, askedOn);
    simulation.agenda.enter(
      simulation.clock.moment,
      answered(file, request, kind, askedOn, agreement.event, answeredOn),
    );
    last = Math.max(last, answeredOn);
  }
  const advisedOn = yield* askPsychology(file, askedOn, agreement.event, excepted);
  return Math.max(last, advisedOn);
}

/** One request for advice, with its own chance: bodies answer independently of each other. */
interface Request extends Taking<AdviceState> {
  readonly commandId: string;
}

const openRequest = (file: CaseFile, kind: AdviceKind, agreement: string): Request => {
  const commandId = advice.commandAsking({ id: agreement }, kind);
  const id = advice.adviceOf(commandId);
  return {
    commandId,
    simulation: file.simulation,
    chance: Chance.of(file.simulation.seed, id),
    stream: new OpenStream(advice.adviceStream, { id, child: file.childId, correlationId: file.stream.correlationId }),
  };
};

const answerDay = (chance: Chance, kind: Exclude<AdviceKind, 'psychological'>, askedOn: DayNumber): DayNumber => {
  const { median, spread } = ANSWERS[kind];
  return workingDayOnOrAfter(askedOn + Math.max(3, chance.daysAround(median, spread)));
};

function* ask(file: CaseFile, request: Request, kind: AdviceKind, on: DayNumber, agreement: string) {
  const { chance, commandId } = request;
  const team = TEAMS[kind];
  yield* takeOnAdvice(
    request,
    advice.askForAdvice,
    on,
    {
      case: file.stream.id,
      child: file.childId,
      kind,
      body: advice.BODY_FOR[kind],
      ...(team ? { team: chance.oneOf(team) } : {}),
      receivedOn: formatCivilDate(on),
    },
    { who: 'policy ask for advice', commandId, causationId: agreement },
  );
}

function* answered(
  file: CaseFile,
  request: Request,
  kind: Exclude<AdviceKind, 'psychological'>,
  askedOn: DayNumber,
  agreement: string,
  on: DayNumber,
): Process {
  yield* ask(file, request, kind, askedOn, agreement);
  const { chance } = request;
  const by = { who: `${advice.BODY_FOR[kind].replaceAll('_', ' ')} adviser` };
  if (kind !== 'parent_or_yp' && chance.happens(DISPENSED_WITH)) {
    yield* takeOnAdvice(request, advice.dispenseWithAdvice, on, {}, { who: file.caseworker });
  } else if (chance.happens(ANSWERS[kind].nil)) {
    const reason = kind === 'social_care' || kind === 'medical' ? 'not_known_to_service' : 'no_information';
    yield* takeOnAdvice(request, advice.returnNil, on, { reason }, by);
  } else {
    yield* takeOnAdvice(request, advice.submitAdvice, on, { route: 'form', pages: chance.between(2, 9) }, by);
  }
}

/** Educational psychology: the child waits on its list. */
function* askPsychology(file: CaseFile, askedOn: DayNumber, agreement: string, excepted: boolean): Process<DayNumber> {
  const { simulation } = file;
  const request = openRequest(file, 'psychological', agreement);
  yield* ask(file, request, 'psychological', askedOn, agreement);
  const turn: Turn = simulation.educationalPsychology.join(aimOf(file, request.chance, askedOn, excepted));
  yield turn;
  const on = Math.max(simulation.clock.day, askedOn + 1);
  const pages = request.chance.between(6, 18);
  yield* takeOnAdvice(
    request,
    advice.submitAdvice,
    on,
    { route: 'upload', pages },
    { who: 'educational psychologist' },
  );
  return on;
}

/**
 * The day by which the service aims to have advised, for a child of that urgency, by the waiting time which the
 * calibration gives for the year in which the plan would be issued.
 */
const aimOf = (
  { simulation, requestedOn }: CaseFile,
  chance: Chance,
  askedOn: DayNumber,
  excepted: boolean,
): DayNumber => {
  const { calibration } = simulation;
  const urgency = chance.normal();
  const later = excepted ? LATER_WITH_EXCEPTION : 1;
  let days = calibration.daysToPlan(partsOf(requestedOn + IN_TIME).year, urgency);
  days = calibration.daysToPlan(partsOf(requestedOn + Math.round(days)).year, urgency) * later;
  const advised = Math.round(days) - FROM_ADVICE_TO_PLAN;
  return Math.max(askedOn + AT_LEAST, requestedOn + (days > IN_TIME ? Math.max(advised, TOO_LATE) : advised));
};
