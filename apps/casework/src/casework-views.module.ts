import { EVENT_STORE, type EventStore, KEY_STORE, type KeyStore, Sealer } from '@ehc/event-store';
import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CalculateADeadlineController } from './calculate-a-deadline/calculate-a-deadline.controller.js';
import { ChildFinder } from './find-a-child/child-finder.js';
import { FindAChildController } from './find-a-child/find-a-child.controller.js';
import { SeeWhatIsLateNextController } from './see-what-is-late-next/see-what-is-late-next.controller.js';
import { WorklistReader } from './see-what-is-late-next/worklist.js';
import { SeeWhoSawWhatController } from './see-who-saw-what/see-who-saw-what.controller.js';
import { CaseReader } from './view-a-case/case-reader.js';
import { ViewACaseController } from './view-a-case/view-a-case.controller.js';

export interface CaseworkViewsModuleOptions {
  /** A module that provides and exports EVENT_STORE, KEY_STORE, `Sealer`, `DataSource`, READ_MODELS and CLOCK. */
  readonly infrastructure: NonNullable<ModuleMetadata['imports']>[number];
}

/** What caseworkers see: a case, its timeline, what will be late next, and the search. */
@Module({})
export class CaseworkViewsModule {
  static register({ infrastructure }: CaseworkViewsModuleOptions): DynamicModule {
    return {
      module: CaseworkViewsModule,
      imports: [infrastructure],
      controllers: [
        FindAChildController,
        ViewACaseController,
        SeeWhatIsLateNextController,
        SeeWhoSawWhatController,
        CalculateADeadlineController,
      ],
      providers: [
        {
          provide: ChildFinder,
          inject: [DataSource, Sealer, KEY_STORE],
          useFactory: (dataSource: DataSource, sealer: Sealer, keyStore: KeyStore) =>
            new ChildFinder(dataSource, sealer, keyStore),
        },
        {
          provide: CaseReader,
          inject: [DataSource, EVENT_STORE, Sealer, ChildFinder],
          useFactory: (dataSource: DataSource, store: EventStore, sealer: Sealer, children: ChildFinder) =>
            new CaseReader(dataSource, store, sealer, children),
        },
        {
          provide: WorklistReader,
          inject: [DataSource, ChildFinder],
          useFactory: (dataSource: DataSource, children: ChildFinder) => new WorklistReader(dataSource, children),
        },
      ],
    };
  }
}
