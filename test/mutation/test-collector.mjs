// What a test file finds under '@jest/globals', as far as pure tests need it: names and functions in a list.
import { expect } from 'expect';
import { bind } from 'jest-each';

/** @typedef {{ name: string, run: () => unknown }} CollectedTest */

/** Collects what test files declare, in order. Two tests of one name get a number, since Stryker tells them by name. */
export const testCollector = () => {
  /** @type {CollectedTest[]} */
  const tests = [];
  const names = new Map();
  let describing = [];

  const test = (name, run) => {
    const whole = [...describing, name].join(' › ');
    const times = (names.get(whole) ?? 0) + 1;
    names.set(whole, times);
    tests.push({ name: times === 1 ? whole : `${whole} (${times})`, run });
  };
  const describe = (name, declare) => {
    const outside = describing;
    describing = [...outside, name];
    declare();
    describing = outside;
  };
  test.each = bind(test);
  describe.each = bind(describe);
  return { tests, globals: { test, it: test, describe, expect } };
};
