import { type DynamicModule, Module } from '@nestjs/common';
import { LOGGER, type Logger } from './logger.js';

/** Gives the whole application its logger; imported once, by the application's root. */
@Module({})
export class LoggerModule {
  static forRoot(logger: Logger): DynamicModule {
    return {
      module: LoggerModule,
      global: true,
      providers: [{ provide: LOGGER, useValue: logger }],
      exports: [LOGGER],
    };
  }
}
