import { EVENT_STORE, type EventStore, Sealer } from '@ehc/event-store';
import { CLOCK, type Clock } from '@ehc/platform';
import { ProjectionOperations } from '@ehc/projections';
import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { BenchmarksController } from './benchmarks/benchmarks.controller.js';
import { BenchmarksModule } from './benchmarks/index.js';
import { CompareMeasuresController } from './compare-measures/compare-measures.controller.js';
import { CompareMeasuresHandler } from './compare-measures/compare-measures.query.js';
import { LeadIndicatorsController } from './lead-indicators/lead-indicators.controller.js';
import { ShowLeadIndicatorsHandler } from './lead-indicators/show-lead-indicators.query.js';
import { PublishFiguresController } from './publish-figures/publish-figures.controller.js';
import { PUBLISHING, type PublishingSurroundings } from './publish-figures/publish-figures.js';
import { RestateFiguresController } from './restate-figures/restate-figures.controller.js';
import { ShowMeasuresController } from './show-measures/show-measures.controller.js';
import { ShowMeasuresHandler } from './show-measures/show-measures.query.js';
import { SmallNumbersInterceptor } from './suppress-small-counts/small-numbers.interceptor.js';
import { timelinessProjections } from './timeliness-projections.js';

export interface TimelinessModuleOptions {
  /** A module that provides and exports EVENT_STORE, `Sealer`, `pg.Pool` and `DataSource`; CLOCK is given to the whole application. */
  readonly infrastructure: NonNullable<ModuleMetadata['imports']>[number];
}

const CONTROLLERS = [
  ShowMeasuresController,
  CompareMeasuresController,
  PublishFiguresController,
  RestateFiguresController,
  LeadIndicatorsController,
];

/** Managers and boards read the measures. */
@Module({})
export class TimelinessModule {
  static register({ infrastructure }: TimelinessModuleOptions): DynamicModule {
    return {
      module: TimelinessModule,
      imports: [infrastructure, CqrsModule.forRoot(), BenchmarksModule],
      controllers: CONTROLLERS,
      providers: [
        {
          provide: APP_INTERCEPTOR,
          useFactory: () => new SmallNumbersInterceptor([...CONTROLLERS, BenchmarksController]),
        },
        {
          provide: PUBLISHING,
          inject: [EVENT_STORE, Sealer, DataSource, pg.Pool, CLOCK],
          useFactory: (
            store: EventStore,
            sealer: Sealer,
            dataSource: DataSource,
            pool: pg.Pool,
            clock: Clock,
          ): PublishingSurroundings => {
            const readModels = new ProjectionOperations({ store, pool, projections: timelinessProjections() });
            return { store, sealer, dataSource, clock, readModels };
          },
        },
        ...[ShowMeasuresHandler, CompareMeasuresHandler, ShowLeadIndicatorsHandler].map((Handler) => ({
          provide: Handler,
          inject: [PUBLISHING],
          useFactory: (around: PublishingSurroundings) => new Handler(around),
        })),
      ],
    };
  }
}
