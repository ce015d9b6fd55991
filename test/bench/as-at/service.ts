/**
 * The service as far as it answers measures, in a process of its own: the installation in a data folder, the read model
 * that is kept up to date, and the HTTP API behind the service's own pipes. Tells on standard output where it listens, and a token of who may ask;
 * ends with its standard input.
 */
import { AccessModule } from '@ehc/identity';
import { ClockModule, configureHttp, createLogger, SystemClock } from '@ehc/platform';
import { ProjectionRunner } from '@ehc/projections';
import { TimelinessModule, timelinessProjections } from '@ehc/timeliness';
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { openInstallation } from '../../../apps/ehc/src/installation/open-installation.js';
import { authenticateTestTokens, tokenFor } from '../../harness/sign-in.js';
import { MANAGER } from './manager.js';
import { InfrastructureModule } from '../../../apps/ehc/src/start/infrastructure.module.js';

@Module({})
class MeasuresOnly {}

const installation = await openInstallation(process.argv[2]!);
const runner = new ProjectionRunner({
  store: installation.store,
  pool: installation.pool,
  projections: timelinessProjections(),
});
await runner.start();
const infrastructure = InfrastructureModule.of(installation, runner);
const app = await NestFactory.create<NestExpressApplication>(
  {
    module: MeasuresOnly,
    imports: [
      ClockModule.forRoot(),
      AccessModule.register({ infrastructure }),
      TimelinessModule.register({ infrastructure }),
    ],
  },
  { logger: false, bodyParser: false, forceCloseConnections: true },
);
const beforeBody = [authenticateTestTokens(new SystemClock())];
configureHttp(app, { logger: createLogger('silent'), maxBodyBytes: 100_000, beforeBody });
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()} ${tokenFor(MANAGER)}\n`);

process.stdin.resume();
process.stdin.once('end', () => {
  void (async () => {
    await app.close();
    await runner.stop();
    await installation.close();
  })();
});
