import { Command } from '@nestjs/cqrs';
import type { Given } from './given.js';
import type { Recorded } from './recorded.js';
import type { Step } from './step.js';
import type { StepRequest } from './step-request.js';

/** The one command of the write side: record a step on one stream. */
export class RecordStep<State = unknown, Request extends StepRequest = StepRequest> extends Command<Recorded> {
  constructor(
    readonly step: Step<State, Request>,
    readonly given: Given,
    readonly request: Request,
  ) {
    super();
  }
}
