import { randomUUID } from 'node:crypto';
import { EVENT_STORE, type EventStore } from '@ehc/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { deriveId, type Given, invalid, notFound, type Recorded, Recorder, refused } from '../recording/index.js';
import { registerChild } from './register-child.js';
import { RequestAssessment, requestAssessment } from './request-assessment.js';

/**
 * Takes a request: for a child not known yet that is two commands, with ids derived from one, so that a request sent
 * again after a failure between them goes on where it stopped.
 */
@Injectable()
export class RequestIntake {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async take(
    given: Given,
    { child: known, newChild, commandId: inBody, ...request }: RequestAssessment,
  ): Promise<Recorded> {
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
    const child = newChild ? deriveId(commandId, 'child') : await this.#known(known!, given.caller.authority);
    if (newChild) {
      await this.recorder.record(
        registerChild,
        { ...given, id: child, commandId: deriveId(commandId, 'register child') },
        { child: newChild, happenedOn: request.happenedOn },
      );
    }
    return this.recorder.record(
      requestAssessment,
      { ...given, id: deriveId(commandId, 'case'), commandId },
      { ...request, child },
    );
  }

  async #known(child: string, authority: string): Promise<string> {
    const [registration] = await this.store.readStream(`child-${child}`);
    if (registration?.authority !== authority) throw refused(notFound('child'));
    return child;
  }
}
