import type { NextFunction, Request, Response } from 'express';
import { badRequest, Problem } from '../problems/problem.js';
import { sendProblem } from '../problems/send-problem.js';

/** The methods of our routes. */
const METHODS = ['GET', 'HEAD', 'POST'];

/** By these a request would be taken for another than its first line says, were anything on the way to heed them. */
const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'];

/** Characters; the longest are those by which an identity provider sends a browser back, some thousands. */
const LONGEST_ADDRESS = 8_192;

/** What no name and no id holds, as it stands in an address. */
const CONTROL = /%(?:[01][0-9a-f]|7f)/i;

/** A browser sends some twenty, and proxies add a few. */
const MOST_HEADERS = 100;

/** Refuses what none of our callers sends, before anything looks at it more closely. */
export const refuseOddRequests = (request: Request, response: Response, next: NextFunction): void => {
  const problem = oddity(request);
  if (problem) sendProblem(request, response, problem);
  else next();
};

const oddity = (request: Request): Problem | undefined => {
  if (!METHODS.includes(request.method)) {
    return new Problem(405, 'method-not-allowed', `The methods taken here are ${METHODS.join(', ')}.`, {
      headers: { Allow: METHODS.join(', ') },
    });
  }
  const override = OVERRIDES.find((name) => request.headers[name] !== undefined);
  if (override !== undefined) {
    return badRequest('method-override', `The header ${override} is not taken: send the request by its own method.`);
  }
  if (request.originalUrl.length > LONGEST_ADDRESS) {
    return new Problem(
      414,
      'address-too-long',
      `The address with its query is longer than ${LONGEST_ADDRESS} characters.`,
    );
  }
  if (CONTROL.test(request.originalUrl.split('?', 1)[0]!)) {
    return badRequest('bad-request', 'The address holds a character that no address here has.');
  }
  if (request.rawHeaders.length / 2 > MOST_HEADERS) {
    return new Problem(431, 'too-many-headers', `There are more than ${MOST_HEADERS} headers.`);
  }
  return undefined;
};
