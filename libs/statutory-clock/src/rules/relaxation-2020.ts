import { parseCivilDate } from '../civil-date.js';
import type { RuleId } from './rule-ids.js';

/**
 * The relaxation of 2020: for a reason relating to the incidence or transmission of coronavirus, a limit becomes "as
 * soon as reasonably practicable". It cures no limit that was missed before it began.
 */
export const RELAXATION_2020 = {
  /** First and last civil date on which it was in force, both included. */
  from: '2020-05-01',
  until: '2020-09-25',
  authority: 'SI 2020/471, amending regs 5(4), 8(2), 10(4), 13(3), 27(3), 44(3), 45(7) and adding regs 2A and 18A',
  unsure: 'the list of limits that it reached is from memory; reg 22 and the mediation rules are not verified',
} as const;

export const RELAXATION_START = parseCivilDate(RELAXATION_2020.from);
export const RELAXATION_END = parseCivilDate(RELAXATION_2020.until);

/** The rules that it reached. */
export const REACHED_IN_2020: ReadonlySet<RuleId> = new Set<RuleId>([
  'A1_DECIDE_ASSESS_6W',
  'A2_ADVICE_6W',
  'A3_NO_PLAN_16W',
  'A5_FINAL_20W',
  'B1_REASSESS_NOTIFY_15D',
  'B2_REASSESS_FINAL_14W',
  'B3_REASSESS_NO_CHANGE',
  'C1_REVIEW_12M',
  'C2_MEETING_NOTICE_2W',
  'C3_ADVICE_CIRC_2W',
  'C4_REPORT_2W',
  'C5_DECISION_4W',
  'C6_AMEND_NOTICE_4W',
  'C8_FINAL_AMENDED_8W',
  'C9_DECIDE_NOT_AMEND_8W',
  'E1_TRANSFER_15WD',
  'E2_NEWLA_INFORM_6W',
  'E3_NEWLA_REVIEW',
  'E4_ICB_NOTIFY_15WD',
  'E5_ICB_REQUEST_15WD',
  'F2_CERT_3WD',
  'F3_LA_TELLS_ICB_3WD',
  'F4_ARRANGE_30D',
  'F5_DEEMED_CERT_3WD',
  'F6_CERT_AFTER_3WD',
  'F7_AGREEMENT_APPEALABLE',
  'F8_AGREEMENT_OTHER_2W',
  'F9_ICB_TELLS_LA_1W',
  'G5_RECS_RESPONSE_5W',
  'H1_DP_REVIEW_3M',
  'G_ORDER_ASSESS',
  'G_ORDER_PLAN',
  'G_ORDER_RECONSIDER',
  'G_ORDER_AMEND',
  'G_ORDER_NAME',
  'G_ORDER_CONTINUE',
  'G_ORDER_DISMISS_CEASE',
  'G_CONCEDE_ASSESS',
  'G_CONCEDE_PLAN',
  'G_CONCEDE_AMEND',
  'G_CONCEDE_NAME',
]);
