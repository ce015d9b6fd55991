import type { EventStore, Sealer } from '@ehc/event-store';
import { SystemClock } from '@ehc/platform';
import { type Given, RecordStep, RecordStepHandler, type Recorded, type Step, type StepRequest } from '@ehc/recording';

/** In whose name a command acts: whoever may open the data folder and its keys says who they are, and proves nothing. */
export interface InNameOf {
  /** Name of the person, where they gave it; else of the command. */
  readonly by: string;
  readonly authority: string;
}

const given = (id: string, { by, authority }: InNameOf, commandId?: string): Given => ({
  caller: { actor: by, role: 'command line', authority, agency: null, verified: false },
  id,
  commandId,
  expectedRevision: undefined,
  byPrecondition: false,
  correlationId: undefined,
});

/** Records steps for commands, by the same handler that records them over HTTP. */
export class CommandRecorder {
  readonly #handler: RecordStepHandler;

  constructor({ store, sealer }: { readonly store: EventStore; readonly sealer: Sealer }) {
    this.#handler = new RecordStepHandler(store, sealer, new SystemClock());
  }

  /** @throws Problem where the step is refused; then nothing is recorded */
  record<State, Request extends StepRequest>(
    step: Step<State, Request>,
    id: string,
    name: InNameOf,
    request: Request,
  ): Promise<Recorded> {
    return this.#handler.execute(command(step, given(id, name, request.commandId), request));
  }

  /** Refuses what `record` would refuse, and records nothing. @throws Problem */
  mayBeRecorded<State, Request extends StepRequest>(
    step: Step<State, Request>,
    id: string,
    name: InNameOf,
    request: Request,
  ): Promise<void> {
    return this.#handler.mayBeRecorded(command(step, given(id, name, request.commandId), request));
  }
}

const command = <State, Request extends StepRequest>(step: Step<State, Request>, terms: Given, request: Request) =>
  new RecordStep(step, terms, request) as unknown as RecordStep;
