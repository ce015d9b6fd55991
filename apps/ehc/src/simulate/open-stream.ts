import type { PathwayEvent } from '@ehc/pathway';
import {
  asPathwayEvents,
  type Caller,
  decideStep,
  deriveId,
  inEnvelopes,
  Refusal,
  type Step,
  type StepRequest,
  type StreamDefinition,
} from '@ehc/recording';
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
}

/**
 * A stream of the simulation that may still go on: its steps are decided on what came before, which is kept here. What
 * has ended is let go with the process that held it.
 */
export class OpenStream<State> {
  readonly id: string;
  readonly child: string | null;
  readonly #definition: StreamDefinition<State>;
  readonly correlationId: string;
  readonly #history: PathwayEvent[] = [];
  /** Who recorded each event of the history, and what is sealed in it. */
  readonly #actors: string[] = [];
  readonly #plain: (object | null)[] = [];
  #steps = 0;

  constructor(definition: StreamDefinition<State>, { id, child, correlationId }: StreamTerms) {
    this.#definition = definition;
    this.id = id;
    this.child = child;
    this.correlationId = correlationId;
  }

  get state(): State {
    return this.#definition.fold(this.#history);
  }

  /**
   * Takes the step: what it leads to is the stream's from now on, and is answered to be recorded.
   *
   * @throws MadeUpStepRefused
   */
  take<Request extends StepRequest>(step: Step<State, Request>, request: Request, taking: Taking): Recording {
    const revision = this.#history.length - 1;
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
    this.#history.push(...asPathwayEvents(facts, taken));
    this.#actors.push(...events.map(({ actor }) => actor));
    this.#plain.push(...events.map(({ plain }) => plain));
    return { stream, expected: revision < 0 ? 'no_stream' : revision, events };
  }

  #placeOf(event: string): number {
    return this.#history.findIndex(({ id }) => id === event);
  }
}
