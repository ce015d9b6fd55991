/** The ids of every rule that the calculator answers, as in section 2.3 and 2.4 of the statutory rules. */
export const LIMIT_RULE_IDS = [
  'A1_DECIDE_ASSESS_6W',
  'A2_ADVICE_6W',
  'A3_NO_PLAN_16W',
  'A4_DRAFT_WINDOW_15D',
  'A5_FINAL_20W',
  'A6_SETTING_RESPONSE_15D',
  'A7_DRAFT_TARGET',
  'A8_SIX_MONTH',
  'B1_REASSESS_NOTIFY_15D',
  'B2_REASSESS_FINAL_14W',
  'B3_REASSESS_NO_CHANGE',
  'B4_REASSESS_BAR',
  'C1_REVIEW_12M',
  'C2_MEETING_NOTICE_2W',
  'C3_ADVICE_CIRC_2W',
  'C4_REPORT_2W',
  'C5_DECISION_4W',
  'C6_AMEND_NOTICE_4W',
  'C7_AMEND_WINDOW_15D',
  'C8_FINAL_AMENDED_8W',
  'C9_DECIDE_NOT_AMEND_8W',
  'C10_OUTER_12W',
  'C11_PHASE_15FEB',
  'C12_PHASE_31MAR',
  'C13_POST16_5M',
  'C15_AMEND_NO_REVIEW',
  'D2_MAINTAIN_PENDING_APPEAL',
  'E1_TRANSFER_15WD',
  'E2_NEWLA_INFORM_6W',
  'E3_NEWLA_REVIEW',
  'E4_ICB_NOTIFY_15WD',
  'E5_ICB_REQUEST_15WD',
  'F1_CONTACT_ADVISER_2M',
  'F2_CERT_3WD',
  'F3_LA_TELLS_ICB_3WD',
  'F4_ARRANGE_30D',
  'F5_DEEMED_CERT_3WD',
  'F6_CERT_AFTER_3WD',
  'F8_AGREEMENT_OTHER_2W',
  'F9_ICB_TELLS_LA_1W',
  'G1_APPEAL_2M_1M',
  'G2_APPEAL_I_ONLY',
  'G4_LA_RESPONSE_30WD',
  'G5_RECS_RESPONSE_5W',
  'G6_PERMISSION_UT',
  'H1_DP_REVIEW_3M',
] as const;

/** Rules that set several limits at once. */
export const TIMETABLE_RULE_IDS = [
  'F7_AGREEMENT_APPEALABLE',
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
  'I1_DETAINED',
] as const;

/** Rules that set no limit: when a thing was received, and whose advice is sought. */
export const OTHER_RULE_IDS = ['RECEIPT', 'ADVICE_SET'] as const;

export type LimitRuleId = (typeof LIMIT_RULE_IDS)[number];
export type TimetableRuleId = (typeof TIMETABLE_RULE_IDS)[number];
export type RuleId = LimitRuleId | TimetableRuleId | (typeof OTHER_RULE_IDS)[number];
