import { randomUUID } from 'node:crypto';
import { EVENT_STORE, type EventStore } from '@ehc/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { deriveId, type Given, invalid, notFound, Recorder, refused, type StepRequest } from '@ehc/recording';
import { type NewChild, registerChild } from './register-child.js';

/** A request about a child that may not be known yet. */
interface AboutChild extends StepRequest {
  readonly child?: string;
  readonly newChild?: NewChild;
}

/** The child's id, and what is left of the request, with the id of the command that follows. */
interface Taken<R extends AboutChild> {
  readonly child: string;
  readonly commandId: string;
  readonly rest: Omit<R, 'child' | 'newChild' | 'commandId'>;
}

/**
 * Finds the child of a request, or registers a new one. That is a command of its own, with an id derived from the
 * request's, so that a request sent again after a failure between the two goes on where it stopped.
 */
@Injectable()
export class ChildIntake {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async take<R extends AboutChild>(given: Given, request: R): Promise<Taken<R>> {
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
    if (!newChild) return { child: await this.#known(known!, given.caller.authority), commandId, rest };
    const child = deriveId(commandId, 'child');
    await this.recorder.record(
      registerChild,
      { ...given, id: child, commandId: deriveId(commandId, 'register child'), expectedRevision: undefined },
      { child: newChild, happenedOn: request.happenedOn },
    );
    return { child, commandId, rest };
  }

  async #known(child: string, authority: string): Promise<string> {
    const [registration] = await this.store.readStream(`child-${child}`);
    if (registration?.authority !== authority) throw refused(notFound('child'));
    return child;
  }
}
