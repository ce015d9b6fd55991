import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DecideWhetherToAssessController } from './decide-whether-to-assess/decide-whether-to-assess.controller.js';
import { RequestAnAssessmentController } from './request-an-assessment/request-an-assessment.controller.js';
import { RequestIntake } from './request-an-assessment/request-intake.js';
import { Recorder, RecordStepHandler } from './recording/index.js';

export interface CaseworkModuleOptions {
  /** A module that provides and exports EVENT_STORE, `Sealer` and CLOCK. */
  readonly infrastructure: NonNullable<ModuleMetadata['imports']>[number];
}

/** Caseworkers record the pathway's steps. */
@Module({})
export class CaseworkModule {
  static register({ infrastructure }: CaseworkModuleOptions): DynamicModule {
    return {
      module: CaseworkModule,
      imports: [infrastructure, CqrsModule.forRoot()],
      controllers: [RequestAnAssessmentController, DecideWhetherToAssessController],
      providers: [Recorder, RecordStepHandler, RequestIntake],
      exports: [Recorder],
    };
  }
}
