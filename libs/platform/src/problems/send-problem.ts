import type { Request, Response } from 'express';
import { requestIdOf } from '../http/request-id.js';
import type { Problem } from './problem.js';

/** Answers with a problem. Where an answer has begun already, all that is left is to cut it off. */
export const sendProblem = (request: Request, response: Response, problem: Problem): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.locals[SENT] = problem.code;
  response
    .status(problem.status)
    .set(problem.headers)
    // What went wrong now may go well the next time.
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem.toDetails(`urn:uuid:${requestIdOf(request)}`)));
};

const SENT = 'problem';

/** The code of the problem with which a request was answered, if it was. */
export const problemSent = (response: Response): string | undefined => response.locals[SENT] as string | undefined;
