import {
  type Configuration,
  configureHttp,
  createLogger,
  HealthRegistry,
  type Logger,
  NestLogger,
  readConfiguration,
  SystemClock,
  Unhealthy,
} from '@ehc/platform';
import { DEMONSTRATION_AUTHORITY } from '@ehc/pathway';
import { ProjectionOperations } from '@ehc/projections';
import { type DayNumber, formatCivilDate } from '@ehc/statutory-clock';
import { NestFactory } from '@nestjs/core';
import { createServer } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { progressLine } from '../command-line/progress-line.js';
import type { Followers } from '../follow/followers.js';
import { openFollowersInAThread } from '../follow/followers-in-a-thread.js';
import { type Installation, openInstallation } from '../installation/open-installation.js';
import { readModels } from '../installation/read-models.js';
import { CATCH_UP } from '../installation/with-installation.js';
import { renewSearchIndex } from '../forget/renew-search-index.js';
import { makeDemonstration } from '../simulate/make-demonstration.js';
import { giveLocalPeopleRoles } from '../local-provider/give-roles.js';
import { refuseOutsideDevelopment } from '../local-provider/only-in-development.js';
import { describeApi } from './describe-api.js';
import { EhcModule } from './ehc.module.js';
import { openForRequests, type RequestInstallation } from './for-requests.js';
import { limitSignIns, limitWrites, whoAsks } from './limit-callers.js';
import { type ServiceSignIn, serviceSignIn } from './service-sign-in.js';

export interface StartOptions {
  readonly dataDir: string;
  readonly port: number;
  /** Whether the demonstration authority is made where it is not there. */
  readonly demo: boolean;
}

/** `ehc start`: runs until it is told to stop (Ctrl-C, SIGTERM), also while it is still starting, then stops cleanly. */
export const start = async ({ dataDir, port, demo }: StartOptions): Promise<void> => {
  const stop = listenForStop();
  const configuration = readConfiguration(process.env, { dataDir, port });
  if (!configuration.signIn.provider) refuseOutsideDevelopment(configuration.signIn);
  if (!configuration.signIn.provider && !['127.0.0.1', '::1', 'localhost'].includes(configuration.host)) {
    throw new Error(
      `EHC_HOST is ${configuration.host}, but without an identity provider of yours (EHC_ISSUER) the service listens on this machine only. Leave EHC_HOST out.`,
    );
  }
  await portIsFree(configuration.port, configuration.host);
  const logger = createLogger(configuration.logLevel);

  // What has been started is ended in the other order, whatever happens on the way.
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const installation = await openInstallation(configuration.dataDir, logger);
    ends.push(() => installation.close());
    if (stop.asked) return;

    const followers = openFollowersInAThread(installation, configuration.logLevel);
    ends.push(() => followers.stop());
    const { store, pool } = installation;
    const operations = new ProjectionOperations({ store, pool, projections: readModels(installation) });
    const made = demo && (await demonstrate(installation, stop.signal));
    if (stop.asked) return;
    if (demo && !configuration.signIn.provider) await giveLocalPeopleRoles(installation);
    await followers.fillReadModels();
    if (made) await untilShown(installation, operations, stop.signal);
    if (stop.asked) return;
    await unlessStopped(renewSearchIndex({ ...installation, runner: operations }), stop.signal);
    if (stop.asked) return;

    await followers.seal();

    const forRequests = await openForRequests(installation, (message) => logger.warn(message));
    ends.push(() => forRequests.closeRequests());

    const signIn = await serviceSignIn(installation, configuration, { clock: new SystemClock(), logger });
    const app = await serve(forRequests, { followers, operations }, logger, configuration, signIn);
    ends.push(() => app.close());
    if (stop.asked) return;
    await app.listen(configuration.port, configuration.host);
    await signIn.servedAt(await app.getUrl());
    tellAddresses(await app.getUrl(), configuration.dataDir, demo, signIn.isLocal);
    await stop.heard;
  } finally {
    for (const end of ends.reverse()) await end();
    stop.forget();
  }
};

/** Makes the demonstration where it is not there, unless told to stop. Answers whether it was made. */
const demonstrate = async (installation: Installation, signal: AbortSignal): Promise<boolean> => {
  const progress = progressLine(true);
  const onProgress = (day: DayNumber) => progress(`making the demonstration authority … ${formatCivilDate(day)}`);
  const made = await makeDemonstration({ ...installation, onProgress, signal }, new SystemClock().today());
  if (made) progress('waiting for the read models …');
  return made;
};

/** Waits until the read models show what is recorded, or until told to stop. */
const untilShown = async (
  { store }: Installation,
  operations: ProjectionOperations,
  signal: AbortSignal,
): Promise<void> => {
  const head = await store.head();
  if (signal.aborted) return;
  await unlessStopped(operations.waitFor(head, 'all', CATCH_UP), signal);
  progressLine(true)('');
};

/** Waits for what must come before people may ask, or until told to stop. */
const unlessStopped = async (work: Promise<unknown>, signal: AbortSignal): Promise<void> => {
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await Promise.race([work, stopped]);
  // Where it was told to stop, nobody waits any more for what is not done then.
  work.catch(() => undefined);
};

/** Hears the first Ctrl-C or SIGTERM; a second one ends the process at once. */
const listenForStop = () => {
  const abort = new AbortController();
  const stop = { asked: false, signal: abort.signal, heard: Promise.resolve(), forget: () => undefined as void };
  let resolve: () => void = () => undefined;
  stop.heard = new Promise<void>((done) => (resolve = done));
  const hear = () => {
    if (stop.asked) process.exit(130);
    stop.asked = true;
    abort.abort();
    process.stdout.write('\nStopping …\n');
    resolve();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, hear);
  stop.forget = () => signals.forEach((signal) => process.off(signal, hear));
  return stop;
};

/** The service's application, ready to listen. */
export const serve = async (
  installation: RequestInstallation,
  { followers, operations }: ReadModels,
  logger: Logger,
  configuration: Configuration,
  { signIn, beforeBody }: ServiceSignIn,
): Promise<NestExpressApplication> => {
  const app = await NestFactory.create<NestExpressApplication>(EhcModule.of(installation, operations, logger, signIn), {
    logger: new NestLogger(logger),
    bodyParser: false,
    forceCloseConnections: true,
  });
  const { trustedProxies, provider } = configuration.signIn;
  app.set('trust proxy', trustedProxies.length > 0 && trustedProxies);
  configureHttp(app, {
    logger,
    maxBodyBytes: configuration.maxBodyBytes,
    beforeBody: [limitSignIns(configuration), ...beforeBody, limitWrites(configuration)],
    afterBody: [signIn.refuseForged],
    whoAsks,
    // Signing out leads on to the provider.
    formTargets: provider ? [new URL(provider.issuer).origin] : [],
  });
  describeApi(app);
  addHealthChecks(app.get(HealthRegistry), installation, followers);
  return app;
};

/** Who fills the read models, and what can be asked of them. */
interface ReadModels {
  readonly followers: Followers;
  readonly operations: ProjectionOperations;
}

const addHealthChecks = (health: HealthRegistry, { pool, store }: Installation, followers: Followers): void => {
  health.add('database', async () => {
    await pool.query('SELECT 1');
  });
  health.add('events', async () => ({ position: await store.head() }));
  health.add('read models', async () => {
    const statuses = await followers.readModels();
    const unready = statuses.filter((status) => !status.ready);
    if (unready.length > 0) {
      const reasons = unready.map(
        ({ projection, lastError }) => `${projection}: ${lastError?.reason ?? 'not built yet'}`,
      );
      throw new Unhealthy(reasons.join('; '));
    }
    return { count: statuses.length };
  });
  health.add('sealing', async () => {
    const { sealed, behind, head, setAside, trouble } = await followers.sealing();
    const facts = {
      sealed,
      behind,
      head: head?.size ?? 0,
      headSignedAt: head?.time ?? null,
      headsThatDoNotFit: setAside,
    };
    if (trouble !== null) throw new Unhealthy(trouble, facts);
    return facts;
  });
};

const tellAddresses = (url: string, dataDir: string, demo: boolean, isLocal: boolean): void => {
  const address = url.replace('[::1]', '127.0.0.1');
  const year = new SystemClock().today().slice(0, 4);
  process.stdout.write(
    [
      '',
      'EHC Pathway is running.',
      `  API page        ${address}/docs`,
      `  OpenAPI         ${address}/openapi.json`,
      `  Health          ${address}/health/ready`,
      `  Sign in         ${address}/sign-in`,
      ...(isLocal
        ? [
            '                  Anybody can be anybody here: this is for development. `npx ehc token USER` gives a token.',
          ]
        : []),
      `  Data folder     ${dataDir}`,
      ...(demo
        ? [
            `  Demonstration   ${address}/api/timeliness/measures?authority=${DEMONSTRATION_AUTHORITY.code}&period=${year}`,
            `                  Authority ${DEMONSTRATION_AUTHORITY.code}, ${DEMONSTRATION_AUTHORITY.name}: no child in it exists.`,
          ]
        : []),
      '  Stop with Ctrl-C.',
      '',
    ].join('\n'),
  );
};

/** Looks before anything is started: a taken port is the most usual reason for a start to fail. */
const portIsFree = async (port: number, host: string): Promise<void> => {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(port, host, resolve));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EACCES' ? 'may not be used by you' : 'is in use by another program';
    throw new Error(`Port ${port} ${why}. Stop that program, or choose another port with --port.`, { cause: error });
  }
  await new Promise<void>((resolve) => probe.close(() => resolve()));
};
