import {
  configureHttp,
  createLogger,
  HealthRegistry,
  type Logger,
  NestLogger,
  readConfiguration,
  SystemClock,
  Unhealthy,
} from '@ehc/platform';
import { ProjectionRunner } from '@ehc/projections';
import { parseCivilDate } from '@ehc/statutory-clock';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { makeDemonstration } from '../demonstration/make-demonstration.js';
import { type Installation, openInstallation } from '../installation/open-installation.js';
import { readModels } from '../installation/read-models.js';
import { describeApi } from './describe-api.js';
import { EhcModule } from './ehc.module.js';

export interface StartOptions {
  readonly dataDir: string;
  readonly port: number;
  /** Whether the demonstration authority is made where it is not there. */
  readonly demo: boolean;
}

/** `ehc start`: runs until it is told to stop (Ctrl-C, SIGTERM), then stops cleanly. */
export const start = async ({ dataDir, port, demo }: StartOptions): Promise<void> => {
  const configuration = readConfiguration(process.env, { dataDir, port });
  const logger = createLogger(configuration.logLevel);
  const installation = await openInstallation(configuration.dataDir, logger);
  const runner = new ProjectionRunner({
    store: installation.store,
    pool: installation.pool,
    projections: readModels(installation),
    logger,
  });
  let app: NestExpressApplication | undefined;
  const stop = once(async () => {
    await app?.close();
    await runner.stop();
    await installation.close();
  });
  const stopped = new Promise<void>((resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.stdout.write('\nStopping …\n');
        stop().then(resolve, reject);
      });
    }
  });

  try {
    await runner.start();
    if (demo) await makeDemonstration(installation, parseCivilDate(new SystemClock().today()));
    app = await serve(installation, runner, logger, configuration.maxBodyBytes);
    await app.listen(configuration.port, configuration.host);
    tellAddresses(await app.getUrl(), configuration.dataDir);
  } catch (error) {
    await stop();
    throw error;
  }
  await stopped;
};

const serve = async (
  installation: Installation,
  runner: ProjectionRunner,
  logger: Logger,
  maxBodyBytes: number,
): Promise<NestExpressApplication> => {
  const app = await NestFactory.create<NestExpressApplication>(EhcModule.of(installation, runner, logger), {
    logger: new NestLogger(logger),
    bodyParser: false,
    forceCloseConnections: true,
  });
  configureHttp(app, { logger, maxBodyBytes });
  describeApi(app);
  addHealthChecks(app.get(HealthRegistry), installation, runner);
  return app;
};

const addHealthChecks = (health: HealthRegistry, { pool, store }: Installation, runner: ProjectionRunner): void => {
  health.add('database', async () => {
    await pool.query('SELECT 1');
  });
  health.add('events', async () => ({ position: await store.head() }));
  health.add('read models', async () => {
    const statuses = await runner.status();
    const unready = statuses.filter((status) => !status.ready);
    if (unready.length > 0) {
      const reasons = unready.map(
        ({ projection, lastError }) => `${projection}: ${lastError?.reason ?? 'not built yet'}`,
      );
      throw new Unhealthy(reasons.join('; '));
    }
    return { count: statuses.length };
  });
};

const tellAddresses = (url: string, dataDir: string): void => {
  const address = url.replace('[::1]', '127.0.0.1');
  process.stdout.write(
    [
      '',
      'EHC Pathway is running.',
      `  API page        ${address}/docs`,
      `  OpenAPI         ${address}/openapi.json`,
      `  Health          ${address}/health/ready`,
      `  Measures        ${address}/api/timeliness/measures?authority=999&period=${new Date().getUTCFullYear()}`,
      `  Data folder     ${dataDir}`,
      '  Authority 999, Exampleshire, is a demonstration: no child in it exists.',
      '  Stop with Ctrl-C.',
      '',
    ].join('\n'),
  );
};

const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
};
