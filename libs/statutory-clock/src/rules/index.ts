/** Every rule, and how to find one. */
import { REQUEST_TO_PLAN } from './a-request-to-plan.js';
import { REASSESSMENT } from './b-reassessment.js';
import { REVIEW } from './c-review.js';
import { CEASE } from './d-cease.js';
import { MOVES } from './e-moves.js';
import { AGREEMENTS, MEDIATION } from './f-mediation.js';
import { CONCESSIONS, ORDERS } from './g-orders.js';
import { TRIBUNAL } from './g-tribunal.js';
import { DIRECT_PAYMENTS } from './h-direct-payments.js';
import { DETAINED } from './i-detained.js';
import type { LimitRule, OtherRule, Rule, TimetableRule } from './rule.js';
import type { LimitRuleId, RuleId, TimetableRuleId } from './rule-ids.js';
import { WITHOUT_LIMIT } from './without-limit.js';

/** Every row, in the order of the statutory rules. A rule that was changed has a row for each version, oldest first. */
export const RULES: readonly Rule[] = [
  ...REQUEST_TO_PLAN,
  ...REASSESSMENT,
  ...REVIEW,
  ...CEASE,
  ...MOVES,
  ...MEDIATION,
  ...AGREEMENTS,
  ...TRIBUNAL,
  ...ORDERS,
  ...CONCESSIONS,
  ...DIRECT_PAYMENTS,
  ...DETAINED,
  ...WITHOUT_LIMIT,
];

const rowsById = new Map<string, readonly Rule[]>();
for (const rule of RULES) rowsById.set(rule.id, [...(rowsById.get(rule.id) ?? []), rule]);

/** Whether a text is the id of a rule. */
export function isRuleId(id: string): id is RuleId {
  return rowsById.has(id);
}

/** The rows of a rule, oldest first; none for an unknown id. */
export function rowsOf(id: string): readonly Rule[] {
  return rowsById.get(id) ?? [];
}

/** The row of a rule that stands today: its plain name, source, duty-holder and the rest. */
export function ruleById(id: LimitRuleId): LimitRule;
export function ruleById(id: TimetableRuleId): TimetableRule;
export function ruleById(id: OtherRule['id']): OtherRule;
export function ruleById(id: RuleId): Rule;
export function ruleById(id: RuleId): Rule {
  const row = rowsOf(id).at(-1);
  if (!row) throw new RangeError(`There is no rule "${id}".`);
  return row;
}

/** The authority of a rule in one text, which says what of it is not verified. */
export function sourceOf(rule: Rule): string {
  return rule.unsure === undefined ? rule.authority : `${rule.authority} (unsure: ${rule.unsure})`;
}
