/** What the projections say of themselves; pino's loggers fit. Neither details nor messages hold values of events. */
export interface ProjectionLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

const nothing = (): void => {};

/** Says nothing. */
export const silentLogger: ProjectionLogger = { info: nothing, warn: nothing, error: nothing };
