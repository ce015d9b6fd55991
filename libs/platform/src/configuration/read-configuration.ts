import { resolve } from 'node:path';
import { readSignIn, type SignInConfiguration } from './sign-in-configuration.js';
import { type Environment, Variables } from './variables.js';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything that can be set about a service from outside, in one place. */
export interface Configuration {
  /** `EHC_DATA`: folder of the database and the keys, absolute. Default `.data` in the working directory. */
  readonly dataDir: string;
  /** `EHC_HOST`: address to listen on. Default 127.0.0.1, which nobody but this machine reaches. */
  readonly host: string;
  /** `PORT`: default 3000; 0 takes a free one. */
  readonly port: number;
  /** `DATABASE_URL`: a PostgreSQL to use instead of the embedded one. Holds a password: not for logs. */
  readonly databaseUrl: string | undefined;
  /** `EHC_LOG_LEVEL`: default `info`. */
  readonly logLevel: LogLevel;
  /** `EHC_MAX_BODY_BYTES`: largest request body. Default 1 MiB. */
  readonly maxBodyBytes: number;
  /** `EHC_SIGN_INS_PER_MINUTE`: most requests to sign in or out that one address may send in a minute. Default 120. */
  readonly signInsPerMinute: number;
  /** `EHC_WRITES_PER_MINUTE`: most writes and searches that one person may send in a minute. Default 6,000. */
  readonly writesPerMinute: number;
  /** `EHC_SHUTDOWN_SECONDS`: how long requests under way have to end after a stop is asked for, in ms. Default 10 s. */
  readonly shutdownMs: number;
  readonly signIn: SignInConfiguration;
}

/** Lists every variable that cannot be used, so that they are put right in one go. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used: ${problems.join('; ')}.`);
  }
}

/**
 * Reads the configuration. What the command line gives goes over the environment.
 *
 * @throws ConfigurationError naming each wrong variable, and its value unless that may hold a password
 */
export const readConfiguration = (env: Environment, commandLine: Partial<Configuration> = {}): Configuration => {
  const variables = new Variables(env);
  const { problems } = variables;
  const databaseUrl = variables.text('DATABASE_URL');
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problems.push('DATABASE_URL must begin with postgres:// or postgresql://');
  }

  const configuration: Configuration = {
    dataDir: variables.text('EHC_DATA') ?? '.data',
    host: variables.text('EHC_HOST') ?? '127.0.0.1',
    port: variables.whole('PORT', 3000, [0, 65_535]),
    databaseUrl,
    logLevel: variables.oneOf('EHC_LOG_LEVEL', logLevels, 'info'),
    maxBodyBytes: variables.whole('EHC_MAX_BODY_BYTES', 1024 * 1024, [1024, 100 * 1024 * 1024]),
    signInsPerMinute: variables.whole('EHC_SIGN_INS_PER_MINUTE', 120, [1, 1_000_000]),
    writesPerMinute: variables.whole('EHC_WRITES_PER_MINUTE', 6_000, [1, 1_000_000]),
    shutdownMs: variables.whole('EHC_SHUTDOWN_SECONDS', 10, [0, 600]) * 1000,
    signIn: readSignIn(variables),
    ...withoutUndefined(commandLine),
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { ...configuration, dataDir: resolve(configuration.dataDir) };
};

const withoutUndefined = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
