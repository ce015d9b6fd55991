import { caseRecords, READ_MODELS } from '@ehc/casework';
import { EVENT_STORE, KEY_STORE, Sealer } from '@ehc/event-store';
import { CASE_RECORDS } from '@ehc/identity';
import type { ProjectionOperations } from '@ehc/projections';
import { PUBLISHED_FIGURES } from '@ehc/recording';
import { publishedFigures } from '@ehc/timeliness';
import { type DynamicModule, Module } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Installation } from '../installation/open-installation.js';

/** What every app needs of the installation: log, keys, database, read models. */
@Module({})
export class InfrastructureModule {
  static of(installation: Installation, readModels: ProjectionOperations): DynamicModule {
    const { store } = installation;
    const providers = [
      { provide: EVENT_STORE, useValue: store },
      { provide: KEY_STORE, useValue: installation.keyStore },
      { provide: Sealer, useValue: installation.sealer },
      { provide: pg.Pool, useValue: installation.pool },
      { provide: DataSource, useValue: installation.dataSource },
      { provide: READ_MODELS, useValue: readModels },
      { provide: CASE_RECORDS, useValue: caseRecords(installation.pool) },
      {
        provide: PUBLISHED_FIGURES,
        useValue: publishedFigures({ store, dataSource: installation.dataSource, readModels }),
      },
    ];
    return { module: InfrastructureModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
