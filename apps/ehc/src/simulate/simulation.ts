import type { Caller } from '@ehc/identity';
import type { Step, StepRequest } from '@ehc/recording';
import { type DayNumber, formatCivilDate } from '@ehc/statutory-clock';
import type { Agenda, Process } from './agenda.js';
import type { Calibration } from './calibration/calibration.js';
import type { Chance } from './chance.js';
import type { EducationalPsychology } from './educational-psychology.js';
import { recordedAt } from './late-entry.js';
import type { OpenStream } from './open-stream.js';
import type { SimulatedClock } from './simulated-clock.js';
import type { SimulatedLog } from './simulated-log.js';

/** What all that goes on in one simulated authority shares. */
export interface Simulation {
  /** Three-digit DfE code. */
  readonly authority: string;
  readonly seed: number;
  readonly clock: SimulatedClock;
  readonly agenda: Agenda;
  readonly log: SimulatedLog;
  readonly calibration: Calibration;
  readonly educationalPsychology: EducationalPsychology;
  /** How many caseworkers there are. */
  readonly caseworkers: number;
  /** What was begun so far, for the summary. */
  readonly made: { children: number; cases: number; plans: number };
}

/** Who took a step in the simulation. */
export const simulated = (simulation: Simulation, who: string): Caller => ({
  actor: `simulated ${who}`,
  role: 'simulator',
  authority: simulation.authority,
  agency: null,
  verified: false,
});

/** The step without its day, which is given apart. */
export type Undated<Request extends StepRequest> = Omit<Request, 'happenedOn' | 'commandId' | 'expectedRevision'>;

export interface By {
  readonly who: string;
  /** The day under which it is recorded, where that is a wrong one. */
  readonly recordedOn?: DayNumber;
  readonly commandId?: string;
  readonly causationId?: string;
}

/** What steps are taken on: a stream, and what is drawn for it and no other. */
export interface Taking<State> {
  readonly simulation: Simulation;
  readonly chance: Chance;
  readonly stream: OpenStream<State>;
}

/** Takes a step at once, at the moment at which the clock stands. Answers the ids of its events. */
export const takeNow = <State, Request extends StepRequest>(
  simulation: Simulation,
  stream: OpenStream<State>,
  step: Step<State, Request>,
  on: DayNumber,
  request: Undated<Request>,
  { who, recordedOn = on, ...ids }: By,
): string[] => {
  const { clock, log } = simulation;
  const recording = stream.take(step, { ...request, happenedOn: formatCivilDate(recordedOn) } as unknown as Request, {
    caller: simulated(simulation, who),
    today: clock.today(),
    ...ids,
  });
  log.record(recording, clock.moment);
  return recording.events.map(({ id }) => id);
};

/**
 * Takes a step that was done on that day, when it comes to be recorded: the same day mostly, now and then weeks later,
 * and never before what was recorded on the stream last.
 */
export function* take<State, Request extends StepRequest>(
  { simulation, chance, stream }: Taking<State>,
  step: Step<State, Request>,
  on: DayNumber,
  request: Undated<Request>,
  by: By,
): Process<string[]> {
  yield recordedAt(on, simulation.clock.moment, chance);
  return takeNow(simulation, stream, step, on, request, by);
}
