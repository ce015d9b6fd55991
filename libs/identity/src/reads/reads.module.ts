import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ReadRecorder } from './read-recorder.js';
import { RecordReads } from './record-reads.interceptor.js';

export interface ReadsModuleOptions {
  /** A module that provides and exports `Sealer`; `AccessRegister` is there for the whole application. */
  readonly infrastructure: NonNullable<ModuleMetadata['imports']>[number];
  readonly recorder: ReadRecorder;
}

/**
 * Records who was shown what of which children, in every route of the application. It must be imported before any module
 * whose interceptors take something out of answers.
 */
@Module({})
export class ReadsModule {
  static register({ infrastructure, recorder }: ReadsModuleOptions): DynamicModule {
    return {
      module: ReadsModule,
      imports: [infrastructure],
      providers: [
        { provide: ReadRecorder, useValue: recorder },
        { provide: APP_INTERCEPTOR, useClass: RecordReads },
      ],
    };
  }
}
