import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Corrector } from './correction/corrector.js';
import { RecordStepHandler } from './record-step.handler.js';
import { Recorder } from './recorder.js';

/** A module that provides and exports EVENT_STORE and `Sealer`; CLOCK is global. */
export type Infrastructure = NonNullable<ModuleMetadata['imports']>[number];

const made = new WeakMap<object, DynamicModule>();

/** How steps are recorded; the apps of one process share one, since a command has one handler. */
@Module({})
export class RecordingModule {
  static on(infrastructure: Infrastructure): DynamicModule {
    let module = made.get(infrastructure);
    if (!module) {
      module = {
        module: RecordingModule,
        imports: [infrastructure, CqrsModule.forRoot()],
        providers: [Recorder, RecordStepHandler, Corrector],
        exports: [Recorder, Corrector],
      };
      made.set(infrastructure, module);
    }
    return module;
  }
}
