import { isUtf8 } from 'node:buffer';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { badRequest, Problem, unprocessable } from '../problems/problem.js';
import { sendProblem } from '../problems/send-problem.js';
import { translateBodyError } from '../problems/translate-error.js';

/** Objects and lists within one another; our deepest body has five. */
const DEEPEST = 20;

/** Values in one body; each is looked at by the check of its shape, which takes its time. */
const MOST_VALUES = 20_000;

/** Names by which an object's own workings could be reached. The check of unknown fields passes over them. */
const RESERVED = ['__proto__', 'constructor', 'prototype'];

/**
 * Reads a body, JSON or the fields of a form, of at most so many bytes. Whatever is too large, malformed, not in UTF-8, too
 * deep or has a reserved name is refused. What is too large is not kept: the rest of it is passed over as it comes, since
 * many clients only listen once they have said everything.
 */
export const readBody = (app: NestExpressApplication, maxBodyBytes: number): void => {
  app.use((request: Request, response: Response, next: NextFunction) => {
    const problem = oddType(request);
    if (problem) sendProblem(request, response, problem);
    else next();
  });
  // Nest keeps `verify` for itself where it is asked for raw bodies; we ask for none.
  const options = { limit: maxBodyBytes, verify: inUtf8 };
  app.useBodyParser('json', options);
  app.useBodyParser('urlencoded', { ...options, extended: false });
  // Right after the parsers: Nest would wrap their errors, and its message quotes the body.
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const problem = translateBodyError(error);
    if (problem) sendProblem(request, response, problem);
    else next(error);
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const problem = oddShape(request.body) ?? oddShape(request.query);
    if (problem) sendProblem(request, response, problem);
    else next();
  });
};

/**
 * Programs send JSON, pages send forms. A body in another form would be passed over without a word, and its fields be
 * told missing.
 */
const oddType = (request: Request): Problem | undefined => {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  const taken = request.path.startsWith('/api/') ? ['json'] : ['json', 'urlencoded'];
  if (!hasBody || request.is(taken)) return undefined;
  return new Problem(415, 'unsupported-type', 'The body must be JSON. Send it with Content-Type: application/json.');
};

/** Bytes that are no UTF-8 would else become signs of replacement, and be recorded so. */
const inUtf8 = (_request: unknown, _response: unknown, body: Buffer, encoding: string): void => {
  const type = encoding.toLowerCase() !== 'utf-8' ? 'charset.unsupported' : isUtf8(body) ? null : 'entity.parse.failed';
  if (type !== null) throw Object.assign(new Error('The body is not in UTF-8.'), { type });
};

interface Place {
  readonly value: unknown;
  /** Its path in the body, `contacts.0.phone`. */
  readonly path: string;
  readonly depth: number;
}

/** Goes through a parsed body without calling itself, so that no depth can exhaust the stack. */
const oddShape = (body: unknown): Problem | undefined => {
  const left: Place[] = [{ value: body, path: '', depth: 0 }];
  let values = 0;
  for (let place = left.pop(); place; place = left.pop()) {
    if (typeof place.value === 'string' && !isStorable(place.value)) return unstorable(place.path);
    if (typeof place.value !== 'object' || place.value === null) continue;
    if (place.depth >= DEEPEST) return badRequest('body-too-deep', `The body is nested deeper than ${DEEPEST} levels.`);
    for (const [name, value] of Object.entries(place.value)) {
      const path = place.path === '' ? name : `${place.path}.${name}`;
      if (RESERVED.includes(name)) return unknownField(path);
      values += 1;
      if (values > MOST_VALUES) return badRequest('too-many-values', `The body has more than ${MOST_VALUES} values.`);
      left.push({ value, path, depth: place.depth + 1 });
    }
  }
  return undefined;
};

/** No database keeps U+0000, nor half of a character. */
const isStorable = (text: string): boolean => !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);

const unstorable = (field: string): Problem => {
  const message = `${field} holds a character that cannot be kept (U+0000, or half of one). Take it out of the text; it often comes from copying.`;
  return unprocessable('invalid-value', message, { errors: [{ field, code: 'invalid-value', message }] });
};

const unknownField = (field: string): Problem =>
  badRequest('invalid-request', 'The request does not have the shape that is expected here.', {
    errors: [{ field, code: 'unknown-field', message: `${field} is not a field of this request.` }],
  });
