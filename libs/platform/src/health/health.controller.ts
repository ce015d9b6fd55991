import { NeedsNobody } from '../http/needs-nobody.js';
import { Controller, Get, Header } from '@nestjs/common';
import { unavailable } from '../problems/problem.js';
import { type CheckResult, HealthRegistry } from './health-registry.js';

@NeedsNobody()
@Controller('health')
export class HealthController {
  constructor(private readonly registry: HealthRegistry) {}

  /** The process answers. Says nothing of what it needs: restarting it would not mend a database. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** The service can do its work: all checks are up. Else 503, with what is wrong. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(): Promise<{ status: 'ready'; checks: Record<string, CheckResult> }> {
    const { ready, checks } = await this.registry.run();
    if (ready) return { status: 'ready', checks };
    const down = Object.entries(checks).filter(([, { status }]) => status === 'down');
    throw unavailable('not-ready', `Not ready: ${down.map(([name, { reason }]) => `${name}: ${reason}`).join('; ')}.`, {
      extensions: { checks },
    });
  }
}
