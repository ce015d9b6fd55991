import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Given } from './given.js';
import { RecordStep } from './record-step.js';
import { RecordStepHandler } from './record-step.handler.js';
import type { Recorded } from './recorded.js';
import type { Step } from './step.js';
import type { StepRequest } from './step-request.js';

/** Hands steps to the command bus; what controllers and policies ask. */
@Injectable()
export class Recorder {
  constructor(
    private readonly commands: CommandBus,
    private readonly handler: RecordStepHandler,
  ) {}

  /** @throws Problem where the step is refused; then nothing is recorded */
  record<State, Request extends StepRequest>(
    step: Step<State, Request>,
    given: Given,
    request: Request,
  ): Promise<Recorded> {
    return this.commands.execute(new RecordStep(step, given, request));
  }

  /**
   * Refuses what `record` would refuse, and records nothing; asked before another step on which this one stands.
   *
   * @throws Problem
   */
  mayBeRecorded<State, Request extends StepRequest>(
    step: Step<State, Request>,
    given: Given,
    request: Request,
  ): Promise<void> {
    return this.handler.mayBeRecorded(new RecordStep(step, given, request) as unknown as RecordStep);
  }
}
