import { EVENT_STORE, type EventStore, Sealer } from '@ehc/event-store';
import { CLOCK, type Clock } from '@ehc/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { AnswerARequestController } from './answer-a-request/answer-a-request.controller.js';
import { AskForAdviceController } from './ask-for-advice/ask-for-advice.controller.js';
import { CorrectAdviceController } from './correct-the-record/correct-advice.controller.js';
import { askForAdviceWhenAnAssessmentIsAgreed } from './policies/ask-for-advice-when-an-assessment-is-agreed.js';
import { type Infrastructure, policiesRunner, Recorder, RecordingModule } from '@ehc/recording';

export interface AdviceModuleOptions {
  /**
   * A module that provides and exports EVENT_STORE and `Sealer`, and `pg.Pool` for the policies' checkpoints; without a
   * pool no policy follows the log. CLOCK and LOGGER are global.
   */
  readonly infrastructure: Infrastructure;
}

/** DI token of the policies that ask for advice. */
export const ADVICE_POLICIES = Symbol('AdvicePolicies');

/** Bodies are asked for their advice, and answer. */
@Module({})
export class AdviceModule {
  static register({ infrastructure }: AdviceModuleOptions): DynamicModule {
    return {
      module: AdviceModule,
      imports: [infrastructure, RecordingModule.on(infrastructure)],
      controllers: [AskForAdviceController, AnswerARequestController, CorrectAdviceController],
      providers: [
        {
          provide: ADVICE_POLICIES,
          inject: [Recorder, EVENT_STORE, Sealer, CLOCK],
          useFactory: (recorder: Recorder, store: EventStore, sealer: Sealer, clock: Clock) => [
            askForAdviceWhenAnAssessmentIsAgreed(recorder, store, sealer, clock),
          ],
        },
        policiesRunner('advice', ADVICE_POLICIES),
      ],
      exports: [ADVICE_POLICIES],
    };
  }
}
