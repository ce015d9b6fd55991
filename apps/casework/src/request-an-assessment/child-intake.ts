import { randomUUID } from 'node:crypto';
import { EVENT_STORE, type EventStore } from '@ehc/event-store';
import { Inject, Injectable } from '@nestjs/common';
import {
  deriveId,
  type Given,
  invalid,
  readOwn,
  type Recorded,
  Recorder,
  refused,
  type Step,
  type StepRequest,
} from '@ehc/recording';
import { type NewChild, registerChild } from './register-child.js';

/** A request about a child that may not be known yet. */
interface AboutChild extends StepRequest {
  readonly child?: string;
  readonly newChild?: NewChild;
}

/** What is left of the request once the child is known. */
type WithChild<R extends AboutChild> = Omit<R, 'child' | 'newChild' | 'commandId'> & {
  readonly child: string;
  readonly commandId?: undefined;
};

/**
 * Records a step about a child, who is found or registered first. That is a command of its own, with an id derived from
 * the request's, so that a request sent again after a failure between the two goes on where it stopped. A child is
 * registered only where the step itself would be recorded: a refused request leaves nothing behind.
 */
@Injectable()
export class ChildIntake {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async record<State, R extends AboutChild>(
    step: Step<State, WithChild<R>>,
    given: Given,
    request: R,
  ): Promise<Recorded> {
    const { child: known, newChild, commandId: inBody, ...rest } = request;
    if ((known === undefined) === (newChild === undefined)) {
      throw refused(
        invalid(
          'child',
          'Either child or newChild must be there, not both.',
          'Give the id of a known child, or say who the new child is.',
        ),
      );
    }
    const commandId = given.commandId ?? inBody?.toLowerCase() ?? randomUUID();
    const child = known ?? deriveId(commandId, 'child');
    const terms = { ...given, id: deriveId(commandId, step.stream.kind), commandId };
    const command: WithChild<R> = { ...rest, child };
    if (newChild) {
      await this.recorder.mayBeRecorded(step, terms, command);
      await this.recorder.record(
        registerChild,
        { ...given, id: child, commandId: deriveId(commandId, 'register child'), expectedRevision: undefined },
        { child: newChild, happenedOn: request.happenedOn },
      );
    } else await readOwn(this.store, given.caller.authority, 'child', child);
    return this.recorder.record(step, terms, command);
  }
}
