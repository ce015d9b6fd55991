import { describe, expect, it } from '@jest/globals';
import { RULE_BY_ID, SEN2_REFUSALS, SEN2_RULES } from './catalogue.js';

const all = [...Object.values(SEN2_REFUSALS), ...Object.values(SEN2_RULES)];

describe('the catalogue of rules', () => {
  it('gives each rule an id of its own', () => expect(RULE_BY_ID.size).toBe(all.length));

  it.each(all.map((rule) => [rule.id, rule] as const))('%s is worded for people', (id, { text }) => {
    expect(id).toMatch(/^SEN2-[FR]\d{2,3}$/);
    expect(text).toMatch(/^[A-Z].*[.?]$/);
  });

  it('refuses for faults of files only, each of them an error', () => {
    expect(Object.values(SEN2_REFUSALS).every(({ severity }) => severity === 'error')).toBe(true);
  });
});
