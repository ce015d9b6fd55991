import { type BulkEventStore, type Sealer } from '@ehc/event-store';
import { casework } from '@ehc/casework';
import type { Payload } from '@ehc/pathway';
import { deriveId } from '@ehc/recording';
import { type DayNumber, formatCivilDate } from '@ehc/statutory-clock';
import { Agenda } from './agenda.js';
import { arrivals } from './arrivals.js';
import { calibrationOf } from './calibration/calibration.js';
import { MADE_UP } from './ids.js';
import { EducationalPsychology } from './educational-psychology.js';
import { OpenStream } from './open-stream.js';
import { momentOf, SimulatedClock } from './simulated-clock.js';
import { SimulatedLog } from './simulated-log.js';
import { type Simulation, takeNow } from './simulation.js';

/** What is simulated: the same terms give the same log. */
export interface SimulationTerms {
  /** Three-digit DfE code. */
  readonly authority: string;
  readonly because: Payload<'AuthorityMadeUp'>['because'];
  readonly children: number;
  readonly years: number;
  readonly seed: number;
  readonly from: DayNumber;
  /** Nothing is recorded on this day or later. */
  readonly until: DayNumber;
}

export interface Simulated {
  readonly children: number;
  readonly cases: number;
  readonly plans: number;
  readonly events: number;
}

export interface Surroundings {
  readonly store: BulkEventStore;
  readonly sealer: Sealer;
  /** Told the simulated day now and then. */
  readonly onProgress?: (day: DayNumber) => void;
  /** Ends it early; what is recorded then stays, and simulating by the same terms goes on from there. */
  readonly signal?: AbortSignal;
}

/** New requests that one caseworker takes on in a year. No source gives it: an assumption. */
const REQUESTS_A_CASEWORKER = 80;

/** The day begins at six, before anybody is at work. */
const DAWN = 0.25;

/** Makes up an authority's history, step by step through the deciders, and records it. Null where it was told to stop. */
export const simulateAuthority = async (
  terms: SimulationTerms,
  { store, sealer, onProgress, signal }: Surroundings,
): Promise<Simulated | null> => {
  const { authority, because, children, years, seed, from, until } = terms;
  const clock = new SimulatedClock(momentOf(from, DAWN));
  const agenda = new Agenda();
  const log = new SimulatedLog(store, sealer);
  const educationalPsychology = new EducationalPsychology();
  const simulation: Simulation = {
    authority,
    seed,
    clock,
    agenda,
    log,
    calibration: calibrationOf(authority),
    educationalPsychology,
    caseworkers: Math.max(3, Math.round(children / years / REQUESTS_A_CASEWORKER)),
    made: { children: 0, cases: 0, plans: 0 },
  };
  const stream = new OpenStream(casework.authorityStream, {
    id: authority,
    child: null,
    correlationId: deriveId(MADE_UP, JSON.stringify(terms)),
  });
  takeNow(simulation, stream, casework.markMadeUp, from, { because }, AS_ITSELF);
  const span = { from: formatCivilDate(from), until: formatCivilDate(until) };
  takeNow(simulation, stream, casework.startSimulation, from, { children, years, seed, ...span }, AS_ITSELF);
  // Recorded before anything else: from here on everybody can see that the authority is made up.
  await log.finish();

  agenda.enter(clock.moment, educationalPsychology.work(from));
  agenda.enter(clock.moment, arrivals(simulation, terms));
  const end = momentOf(until);
  let told = from;
  while (agenda.next < end) {
    clock.moveTo(agenda.next);
    agenda.goOn();
    if (log.isFull) await log.makeRoom();
    if (signal?.aborted) {
      await log.leaveOff();
      return null;
    }
    if (clock.day >= told + 7) onProgress?.((told = clock.day));
  }
  clock.moveTo(end - 1);
  const { made } = simulation;
  const last = until - 1;
  takeNow(simulation, stream, casework.finishSimulation, last, { ...made, events: log.count }, AS_ITSELF);
  await log.finish();
  return { ...made, events: log.count };
};

const AS_ITSELF = { who: 'authority' };
