import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from '../logging/logger.js';
import { Problem } from '../problems/problem.js';
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
  /** What is done before the body is read: who is asking. What it passes to `next` is answered as any error. */
  readonly beforeBody?: readonly RequestHandler[];
  /** What is done after it: whether the request is forged. */
  readonly afterBody?: readonly RequestHandler[];
  /** What the errors of the application's libraries mean to a caller. */
  readonly errorTranslators?: readonly ErrorTranslator[];
}

/**
 * What every service of ours does with a request: gives it an id, logs it, reads its body, checks its shape, answers
 * errors as problem details. Called before `app.init()` or `app.listen()`.
 */
export const configureHttp = (
  app: NestExpressApplication,
  { logger, maxBodyBytes, beforeBody = [], afterBody = [], errorTranslators = [] }: HttpOptions,
): void => {
  app.disable('x-powered-by');
  app.use(identifyRequest, logRequests(logger));
  for (const handler of beforeBody) app.use(handler);
  app.useBodyParser('json', { limit: maxBodyBytes });
  app.useBodyParser('urlencoded', { limit: maxBodyBytes, extended: false });
  app.use(onlyKnownTypes);
  // Right after the parsers: Nest would wrap their errors, and its message quotes the body.
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const problem = translateBodyError(error);
    if (problem) sendProblem(request, response, problem);
    else next(error);
  });
  for (const handler of afterBody) app.use(handler);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(logger, errorTranslators));
};

/**
 * Programs send JSON, pages send forms. A body in another form would be passed over without a word, and its fields be
 * told missing.
 */
const onlyKnownTypes = (request: Request, response: Response, next: NextFunction): void => {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  const taken = request.path.startsWith('/api/') ? ['json'] : ['json', 'urlencoded'];
  if (!hasBody || request.is(taken)) next();
  else
    sendProblem(
      request,
      response,
      new Problem(415, 'unsupported-type', 'The body must be JSON. Send it with Content-Type: application/json.'),
    );
};
