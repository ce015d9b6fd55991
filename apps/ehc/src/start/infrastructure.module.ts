import { READ_MODELS } from '@ehc/casework';
import { EVENT_STORE, KEY_STORE, Sealer } from '@ehc/event-store';
import type { ProjectionRunner } from '@ehc/projections';
import { type DynamicModule, Module } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Installation } from '../installation/open-installation.js';

/** What every app needs of the installation: log, keys, database, read models. */
@Module({})
export class InfrastructureModule {
  static of(installation: Installation, runner: ProjectionRunner): DynamicModule {
    const providers = [
      { provide: EVENT_STORE, useValue: installation.store },
      { provide: KEY_STORE, useValue: installation.keyStore },
      { provide: Sealer, useValue: installation.sealer },
      { provide: pg.Pool, useValue: installation.pool },
      { provide: DataSource, useValue: installation.dataSource },
      { provide: READ_MODELS, useValue: runner },
    ];
    return { module: InfrastructureModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
