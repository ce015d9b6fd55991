import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldError, badRequest } from './problem.js';

/** class-validator's tree as a flat list, one entry for each rule that a field breaks. */
export const fieldErrors = (errors: readonly ValidationError[], parent = ''): FieldError[] =>
  errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const field = parent ? `${parent}.${property}` : (property ?? '');
    const own = Object.entries(constraints).map(([code, message]) => ({ field, code, message }));
    return [...own, ...fieldErrors(children, field)];
  });

/**
 * Checks the shape of whatever a controller takes: fields that the DTO does not name are refused, not dropped, since a
 * misspelt field would else be lost without a word.
 */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    // Neither the object nor the value may reach an answer or a log.
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      badRequest('invalid-request', 'The request does not have the shape that is expected here.', {
        errors: fieldErrors(errors),
      }),
  });
