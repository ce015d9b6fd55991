import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { requestIdOf } from '../http/request-id.js';
import { describeError } from '../logging/describe-error.js';
import type { Logger } from '../logging/logger.js';
import { Problem } from './problem.js';
import { sendProblem } from './send-problem.js';
import {
  type ErrorTranslator,
  translateBodyError,
  translateDatabaseOutage,
  translateHttpException,
} from './translate-error.js';

/** Answers every error that a request meets with problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly translators: readonly ErrorTranslator[];

  /** @param own what the application knows of the errors of its libraries; asked first */
  constructor(
    private readonly logger: Logger,
    own: readonly ErrorTranslator[] = [],
  ) {
    this.translators = [...own, translateBodyError, translateDatabaseOutage, translateHttpException];
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    sendProblem(request, http.getResponse<Response>(), this.problemFor(error, request));
  }

  private problemFor(error: unknown, request: Request): Problem {
    if (error instanceof Problem) return error;
    for (const translate of this.translators) {
      const problem = translate(error);
      if (!problem) continue;
      if (problem.status >= 500) this.logger.warn({ error: describeError(error) }, 'a request could not be answered');
      return problem;
    }
    const id = requestIdOf(request);
    this.logger.error({ requestId: id, error: describeError(error) }, 'a request failed');
    // The caller learns nothing of the inside; whoever looks after the service finds it by the id.
    return new Problem(500, 'internal-error', `Something went wrong on our side. It is in the log under ${id}.`);
  }
}
