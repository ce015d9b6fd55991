import { describe, expect, it } from '@jest/globals';
import { type Answer, type ClockRequest, calculate } from '../src/index.js';

/** A request whose answer was worked out by hand, and how. */
export interface Case {
  working: string;
  facts: Record<string, unknown>;
  settings?: ClockRequest['settings'];
  exceptions?: ClockRequest['exceptions'];
  asOf?: string;
  /** Fields that the answer holds. A field that must not be there is `undefined`. */
  answer: Answer;
}

/** Asks each case of a rule. */
export function describeRule(rule: string, cases: readonly Case[]): void {
  describe(rule, () => {
    it.each(cases.map((one) => [one.working, one] as const))('%s', (_working, { working: _, answer, ...rest }) => {
      const found = calculate({ rule, ...rest });
      const held = Object.fromEntries(
        Object.keys(answer).map((name) => [name, (found as Record<string, unknown>)[name]]),
      );
      expect({ error: found.error, ...held }).toEqual({ error: undefined, ...answer });
    });
  });
}
