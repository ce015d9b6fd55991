import { describe, expect, it } from '@jest/globals';
import { ProjectionFault } from '../src/errors.js';
import { safeReason } from '../src/feed/safe-reason.js';

const databaseError = (code: string, message: string, fields: object = {}) =>
  Object.assign(new Error(message), { name: 'error', code, severity: 'ERROR', ...fields });

describe('the reason that is stored when a projection stops', () => {
  it('says where it happened', () => {
    const foldCase = () => safeReason(new Error('x'));
    expect(foldCase()).toMatch(/^Error at foldCase \(safe-reason\.unit\.spec\.ts:\d+:\d+\)$/);
  });

  it.each([
    ['an error of the application', new Error('no case of Tom Smith, 2015-03-01')],
    ['a name that is data', Object.assign(new Error('x'), { name: 'Tom Smith did it' })],
    ['a message made to look like a place', new Error('x\n    at Tom (Smith.ts:1:1)')],
    [
      'JSON that cannot be read',
      (() => {
        try {
          return JSON.parse('{"name": Tom Smith}');
        } catch (error) {
          return error;
        }
      })(),
    ],
    [
      'a type error that quotes a value',
      (() => {
        try {
          return 'x' in ('Tom Smith' as never);
        } catch (error) {
          return error;
        }
      })(),
    ],
    ['a value of the wrong type', databaseError('22007', 'invalid input syntax for type date: "Tom Smith"')],
    [
      'a duplicate',
      databaseError('23505', 'duplicate key value violates …', { detail: 'Key (name)=(Tom Smith) already exists.' }),
    ],
    ['an error raised by a function', databaseError('P0001', 'Tom Smith is unknown')],
    ['no error at all', 'Tom Smith'],
  ])('holds no value: %s', (_what, error) => {
    expect(safeReason(error)).not.toMatch(/Tom|Smith|2015/);
  });

  it.each([
    [
      databaseError('23505', 'x', { table: 'case_fact', constraint: 'case_fact_pkey' }),
      'SQLSTATE 23505, table case_fact, constraint case_fact_pkey',
    ],
    [databaseError('42703', 'column "foo" does not exist'), 'SQLSTATE 42703, column "foo" does not exist'],
    [
      (() => {
        try {
          return (undefined as never as { streem: string }).streem;
        } catch (error) {
          return error;
        }
      })(),
      "TypeError: Cannot read properties of undefined (reading 'streem')",
    ],
    [new ProjectionFault('the fold has no rule for this step'), 'ProjectionFault: the fold has no rule for this step'],
  ])('says what helps to find the fault: %s', (error, expected) => {
    expect(safeReason(error)).toContain(expected);
  });
});
