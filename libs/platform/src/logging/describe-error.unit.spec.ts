import { expect, test } from '@jest/globals';
import { describeError } from './describe-error.js';

test('an error of ours keeps its message and where it was thrown', () => {
  const described = describeError(new RangeError('The month is out of range.'));
  expect(described).toMatchObject({ type: 'RangeError', message: 'The month is out of range.' });
  expect(described.at?.[0]).toContain('describe-error.unit.spec.ts');
});

test('a message of several lines does not come back by way of the stack', () => {
  const error = Object.assign(new Error('first\n    at Wilhelmina\nthird'), { severity: 'ERROR', code: '22P02' });
  expect(JSON.stringify(describeError(error))).not.toMatch(/Wilhelmina|third/);
});

test('what a parser quotes is left out', () => {
  let error: unknown;
  try {
    JSON.parse('{"name":"Wilhelmina"');
  } catch (thrown) {
    error = thrown;
  }
  expect(describeError(error)).toMatchObject({ type: 'SyntaxError' });
  expect(JSON.stringify(describeError(error))).not.toContain('Wilhelmina');
});

test('an error of TypeORM is described by what the driver said, without the statement', () => {
  const driverError = Object.assign(new Error('Wilhelmina'), { severity: 'ERROR', code: '23505', table: 'child' });
  const error = Object.assign(new Error('Wilhelmina'), {
    name: 'QueryFailedError',
    query: 'INSERT …',
    parameters: ['Wilhelmina'],
    driverError,
  });
  expect(describeError(error)).toMatchObject({ type: 'QueryFailedError', code: '23505', table: 'child' });
  expect(JSON.stringify(describeError(error))).not.toMatch(/Wilhelmina|INSERT/);
});

test('causes are followed, and not for ever', () => {
  const error: Error & { cause?: unknown } = new Error('outer');
  error.cause = error;
  expect(describeError(error).cause?.cause?.cause?.cause?.cause).toBeUndefined();
});

test.each([undefined, null, 'text with Wilhelmina', 7])('what is no error is named by its type: %p', (thrown) => {
  expect(describeError(thrown)).toEqual({ type: typeof thrown });
});
