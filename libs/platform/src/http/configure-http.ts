import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, RequestHandler } from 'express';
import type { Logger } from '../logging/logger.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import type { ErrorTranslator } from '../problems/translate-error.js';
import { validationPipe } from '../problems/validation.js';
import { limitConnections } from './limit-connections.js';
import { logRequests } from './log-requests.js';
import { readBody } from './read-body.js';
import { refuseOddRequests } from './refuse-odd-requests.js';
import { identifyRequest } from './request-id.js';
import { securityHeaders } from './security-headers.js';

export interface HttpOptions {
  readonly logger: Logger;
  /** Largest body, in bytes. */
  readonly maxBodyBytes: number;
  /** What is done before the body is read: who is asking. What it passes to `next` is answered as any error. */
  readonly beforeBody?: readonly RequestHandler[];
  /** What is done after it: whether the request is forged. */
  readonly afterBody?: readonly RequestHandler[];
  /** Who sends a request, for the log; asked once it has been answered. */
  readonly whoAsks?: (request: Request) => string | undefined;
  /** Origins besides our own to which a page's form may lead. */
  readonly formTargets?: readonly string[];
  /** What the errors of the application's libraries mean to a caller. */
  readonly errorTranslators?: readonly ErrorTranslator[];
}

/**
 * What every service of ours does with a request: gives it an id, logs it, tells browsers what its answer may do, reads
 * its body, checks its shape, answers errors as problem details. Called before `app.init()` or `app.listen()`.
 */
export const configureHttp = (
  app: NestExpressApplication,
  {
    logger,
    maxBodyBytes,
    beforeBody = [],
    afterBody = [],
    whoAsks = () => undefined,
    formTargets = [],
    errorTranslators = [],
  }: HttpOptions,
): void => {
  limitConnections(app.getHttpServer());
  app.disable('x-powered-by');
  // Nothing is kept in a cache, so there is nothing to compare an entity tag with.
  app.set('etag', false);
  app.use(identifyRequest, logRequests(logger, whoAsks), securityHeaders({ formTargets }), refuseOddRequests);
  for (const handler of beforeBody) app.use(handler);
  readBody(app, maxBodyBytes);
  for (const handler of afterBody) app.use(handler);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(logger, errorTranslators));
};
