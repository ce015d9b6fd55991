import type { LoggerService } from '@nestjs/common';
import { describeError } from './describe-error.js';
import type { Logger } from './logger.js';

/** Lets Nest write through our logger. Nest's own talk at start (modules, routes) goes under debug. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(fields(rest), text(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    // Nest gives (message, stack, context), or an error.
    const error = message instanceof Error ? message : rest.find((one) => one instanceof Error);
    if (error) this.logger.error({ ...fields(rest), error: describeError(error) }, 'Nest reports an error');
    else this.logger.error(fields(rest.slice(-1)), text(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn(fields(rest), text(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(fields(rest), text(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.trace(fields(rest), text(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.logger.fatal(fields(rest), text(message));
  }
}

const fields = (rest: unknown[]): { context?: string } => {
  const context = rest.at(-1);
  return typeof context === 'string' ? { context } : {};
};

const text = (message: unknown): string =>
  typeof message === 'string' ? message : `a message of type ${typeof message}`;
