import { EVENT_STORE, type EventStore } from '@ehc/event-store';
import { LOGGER, type Logger } from '@ehc/platform';
import {
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type ModuleMetadata,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccessRegister } from './access-register.js';
import { CASE_RECORDS, type CaseRecords, Reaching } from './reach.js';
import { RestrictedInterceptor } from './restricted.interceptor.js';

export interface AccessModuleOptions {
  /** A module that provides and exports EVENT_STORE and CASE_RECORDS. */
  readonly infrastructure: NonNullable<ModuleMetadata['imports']>[number];
}

/** Keeps the register up to date for as long as the application runs. */
@Injectable()
class FollowsAccess implements OnModuleInit, OnApplicationShutdown {
  constructor(@Inject(AccessRegister) private readonly register: AccessRegister) {}

  /** Before the first request: until it has read what there is, it would refuse everybody. */
  onModuleInit(): Promise<void> {
    return this.register.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.register.stop();
  }
}

/** Denies every request that no rule lets in; `AccessRegister` is there for the whole application. */
@Module({})
export class AccessModule {
  static register({ infrastructure }: AccessModuleOptions): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      imports: [infrastructure],
      providers: [
        {
          provide: AccessRegister,
          inject: [EVENT_STORE, { token: LOGGER, optional: true }],
          useFactory: (store: EventStore, logger?: Logger) =>
            new AccessRegister(store, (error) => logger?.warn({ err: error }, 'cannot read who may see what')),
        },
        {
          provide: Reaching,
          inject: [EVENT_STORE, CASE_RECORDS],
          useFactory: (store: EventStore, advice: CaseRecords) => new Reaching(store, advice),
        },
        FollowsAccess,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: RestrictedInterceptor },
      ],
      exports: [AccessRegister],
    };
  }
}
