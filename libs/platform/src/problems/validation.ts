import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldError, badRequest } from './problem.js';

/** class-validator's tree as a flat list, one entry for each rule that a field breaks. */
export const fieldErrors = (errors: readonly ValidationError[], parent = ''): FieldError[] =>
  errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const field = parent ? `${parent}.${property}` : (property ?? '');
    // What is missing breaks every other rule of its field too: saying so once is enough.
    const broken = Object.entries(constraints).filter(
      ([rule]) => rule === 'isDefined' || !('isDefined' in constraints),
    );
    const own = broken.map(([rule, message]) => ({
      field,
      code: CODES[rule] ?? hyphenated(rule),
      message: rule === 'whitelistValidation' ? `${property} is not a field of this request.` : message,
    }));
    return [...own, ...fieldErrors(children, field)];
  });

/** Names of class-validator's rules that say nothing to a caller. */
const CODES: Readonly<Record<string, string>> = {
  isDefined: 'missing',
  whitelistValidation: 'unknown-field',
  field: 'invalid-value',
  unknownValue: 'invalid-value',
};

/** `isDateString` as `is-date-string`, as all our codes are written. */
const hyphenated = (rule: string): string => rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

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
