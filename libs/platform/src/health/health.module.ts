import { type BeforeApplicationShutdown, Global, Module, type OnModuleDestroy } from '@nestjs/common';
import { HealthRegistry } from './health-registry.js';
import { HealthController } from './health.controller.js';

/** `GET /health/live` and `GET /health/ready`; imported once, by the application's root. */
@Global()
@Module({ controllers: [HealthController], providers: [HealthRegistry], exports: [HealthRegistry] })
export class HealthModule implements OnModuleDestroy, BeforeApplicationShutdown {
  constructor(private readonly registry: HealthRegistry) {}

  onModuleDestroy(): void {
    this.registry.beginStopping();
  }

  beforeApplicationShutdown(): void {
    this.registry.beginStopping();
  }
}
