import { type DynamicModule, Module } from '@nestjs/common';
import { CLOCK, type Clock, SystemClock } from './clock.js';

/** Gives the whole application its clock; imported once, by the application's root. */
@Module({})
export class ClockModule {
  static forRoot(clock: Clock = new SystemClock()): DynamicModule {
    return { module: ClockModule, global: true, providers: [{ provide: CLOCK, useValue: clock }], exports: [CLOCK] };
  }
}
