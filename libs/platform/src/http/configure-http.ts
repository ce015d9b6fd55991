import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from '../logging/logger.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { sendProblem } from '../problems/send-problem.js';
import { type ErrorTranslator, translateBodyError } from '../problems/translate-error.js';
import { validationPipe } from '../problems/validation.js';
import { logRequests } from './log-requests.js';
import { identifyRequest } from './request-id.js';

export interface HttpOptions {
  readonly logger: Logger;
  /** Largest body, in bytes. */
  readonly maxBodyBytes: number;
  /** What the errors of the application's libraries mean to a caller. */
  readonly errorTranslators?: readonly ErrorTranslator[];
}

/**
 * What every service of ours does with a request: gives it an id, logs it, reads its body, checks its shape, answers
 * errors as problem details. Called before `app.init()` or `app.listen()`.
 */
export const configureHttp = (
  app: NestExpressApplication,
  { logger, maxBodyBytes, errorTranslators = [] }: HttpOptions,
): void => {
  app.disable('x-powered-by');
  app.use(identifyRequest, logRequests(logger));
  app.useBodyParser('json', { limit: maxBodyBytes });
  app.useBodyParser('urlencoded', { limit: maxBodyBytes, extended: false });
  // Right after the parsers: Nest would wrap their errors, and its message quotes the body.
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const problem = translateBodyError(error);
    if (problem) sendProblem(request, response, problem);
    else next(error);
  });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(logger, errorTranslators));
};
