import { expect, it } from '@jest/globals';
import { isTransient } from '../src/sql/is-transient.js';

const coded = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more });

it.each([
  coded('40001'),
  coded('40P01'),
  coded('08006'),
  coded('57P01'),
  coded('57P03'),
  coded('53300'),
  coded('55P03'),
  coded('25P03'),
  coded('25006'),
  coded('ECONNRESET'),
  coded('ECONNREFUSED', { syscall: 'connect' }),
  coded('ENOENT', { syscall: 'connect' }),
  new Error('Connection terminated unexpectedly'),
  new Error('timeout exceeded when trying to connect'),
  new AggregateError([coded('ECONNREFUSED')]),
])('is worth another try: %s', (error) => {
  expect(isTransient(error)).toBe(true);
});

it.each([
  coded('22007'),
  coded('23505'),
  coded('42P01'),
  coded('P0001'),
  coded('ENOENT', { syscall: 'open' }),
  new Error('The connection of this school is unknown'),
  new TypeError('x is not a function'),
  'Connection terminated',
  undefined,
])('is not: %s', (error) => {
  expect(isTransient(error)).toBe(false);
});
