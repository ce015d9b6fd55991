import type { Caller } from '@ehc/identity';
import type { PathwayEvent } from '@ehc/pathway';
import {
  asPathwayEvents,
  CORRECTIONS,
  decideStep,
  deriveId,
  type EventInPlain,
  inEnvelopes,
  Refusal,
  type Step,
  type StepRequest,
  type StreamDefinition,
} from '@ehc/recording';
import { type DayNumber, parseCivilDate } from '@ehc/statutory-clock';
import type { Recording } from './simulated-log.js';

/** A step of a made-up history that its decider refuses: a fault of the simulation. */
export class MadeUpStepRefused extends Error {
  override readonly name = 'MadeUpStepRefused';
  constructor(stream: string, records: string, happenedOn: string, { detail }: Refusal) {
    super(`A made-up step was refused: ${records} of ${happenedOn} on ${stream}. ${detail}`);
  }
}

/** Who takes a step, on which day it is taken, and, for a policy's step, under which ids. */
export interface Taking {
  readonly caller: Caller;
  readonly today: string;
  readonly commandId?: string;
  readonly causationId?: string;
}

export interface StreamTerms {
  readonly id: string;
  /** The child whom it is about; null for an authority's. */
  readonly child: string | null;
  readonly correlationId: string;
  /** Whether its events are kept, so that one of them can be corrected; true where it is not said. */
  readonly mayBeCorrected?: boolean;
}

/**
 * A stream of the simulation that may still go on: its steps are decided on what came before, which is kept here. What
 * has ended is let go with the process that held it.
 */
export class OpenStream<State> {
  readonly id: string;
  readonly child: string | null;
  readonly mayBeCorrected: boolean;
  readonly #definition: StreamDefinition<State>;
  readonly correlationId: string;
  #state: State;
  #revision = -1;
  #lastOn: DayNumber | null = null;
  /** The events, for whoever corrects one; empty where none is to be corrected. */
  readonly #history: PathwayEvent[] = [];
  /** Who recorded each event of the history, and what is sealed in it. */
  readonly #actors: string[] = [];
  readonly #plain: (object | null)[] = [];
  #steps = 0;

  constructor(definition: StreamDefinition<State>, { id, child, correlationId, mayBeCorrected = true }: StreamTerms) {
    this.#definition = definition;
    this.#state = definition.fold.begin();
    this.mayBeCorrected = mayBeCorrected;
    this.id = id;
    this.child = child;
    this.correlationId = correlationId;
  }

  /** The day of the step taken last, as it was recorded; null before the first. */
  get lastOn(): DayNumber | null {
    return this.#lastOn;
  }

  /** The id of the correction that was asked for in an event. */
  correctionAskedIn(event: string): string {
    const asked = this.#history[this.#placeOf(event)];
    if (asked?.type !== 'CorrectionRequested') throw new Error('No correction was asked for in that event.');
    return asked.payload.correction;
  }

  get state(): State {
    return this.#state;
  }

  /**
   * Takes the step: what it leads to is the stream's from now on, and is answered to be recorded.
   *
   * @throws MadeUpStepRefused
   */
  take<Request extends StepRequest>(step: Step<State, Request>, request: Request, taking: Taking): Recording {
    const revision = this.#revision;
    const taken = {
      step,
      request,
      id: this.id,
      caller: taking.caller,
      today: taking.today,
      commandId: taking.commandId ?? deriveId(this.correlationId, `${this.id} step ${this.#steps}`),
      correlationId: this.correlationId,
      causationId: taking.causationId ?? null,
      source: 'simulated' as const,
    };
    const facts = decideStep(taken, {
      state: this.state,
      history: this.#history,
      actorOf: (event) => this.#actors[this.#placeOf(event)] ?? null,
      opened: (event) => (this.#plain[this.#placeOf(event)] ?? null) as Record<string, unknown> | null,
    });
    const stream = `${this.#definition.kind}-${this.id}`;
    if (facts instanceof Refusal) throw new MadeUpStepRefused(stream, step.records, request.happenedOn, facts);
    const events = inEnvelopes(facts, taken, this.child);
    this.#steps += 1;
    this.#lastOn = parseCivilDate(request.happenedOn);
    this.#revision += events.length;
    this.#addToState(asPathwayEvents(facts, taken), events);
    return { stream, expected: revision < 0 ? 'no_stream' : revision, events };
  }

  #addToState(facts: readonly PathwayEvent[], events: readonly EventInPlain[]): void {
    if (this.mayBeCorrected) {
      this.#history.push(...facts);
      this.#actors.push(...events.map(({ actor }) => actor));
      this.#plain.push(...events.map(({ plain }) => plain));
    }
    if (facts.some(({ type }) => CORRECTIONS.some((correction) => correction === type))) {
      this.#state = this.#definition.fold(this.#history);
    } else for (const fact of facts) this.#definition.fold.apply(this.#state, fact);
  }

  #placeOf(event: string): number {
    return this.#history.findIndex(({ id }) => id === event);
  }
}
