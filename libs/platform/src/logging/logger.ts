import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import type { LogLevel } from '../configuration/read-configuration.js';
import { currentRequestId } from '../http/request-id.js';
import { describeError } from './describe-error.js';

/** Writes lines of JSON: `logger.info({ stream }, 'a stream was read')`. Facts go into the object, not the sentence. */
export type Logger = PinoLogger;

/** Nest's token for the `Logger` of the application. */
export const LOGGER = Symbol('Logger');

/**
 * Names of fields whose values are never written, at the top and two levels down. A second line of defence: the first
 * is that nobody hands personal data to the logger.
 */
const secret = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'databaseUrl',
  'url',
  'body',
  'query',
  'parameters',
  'firstName',
  'lastName',
  'surname',
  'forename',
  'name',
  'fullName',
  'dateOfBirth',
  'birthDate',
  'dob',
  'upn',
  'uln',
  'nhsNumber',
  'postcode',
  'address',
  'email',
  'phone',
  'contacts',
  'personal',
  'identity',
];

/**
 * @param level least level that is written
 * @param destination standard output where left out
 */
export const createLogger = (level: LogLevel = 'info', destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      // No process id and host: whatever collects the lines knows them.
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secret.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' },
      serializers: { error: describeUnlessDone, err: describeUnlessDone },
      mixin: () => {
        const requestId = currentRequestId();
        return requestId === undefined ? {} : { requestId };
      },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  );

const describeUnlessDone = (error: unknown): unknown => (error instanceof Error ? describeError(error) : error);
