/*
 * What became of requests and assessments, in England in 2024.
 *
 * Source: Department for Education, "Education, health and care plans", reporting year 2025, requests.csv and
 * assessments.csv. Open Government Licence v3.0; see NOTICE.md.
 */

/** Requests withdrawn before a decision, of those received. */
export const REQUESTS_WITHDRAWN = 2_517 / 154_489;

/** Mediations and appeals about refusals to assess, of the refusals. */
export const REFUSALS_TO_ASSESS = { mediated: 10_507 / 38_889, appealed: 4_655 / 38_889 } as const;

/** Appeals about refusals to assess that came after a mediation, of those mediations. */
export const APPEALED_AFTER_MEDIATION = 1_473 / 10_507;

/** Assessments concluded without a plan, and withdrawn. */
export const ASSESSMENTS = { withoutPlan: 6_404 / 105_340, withdrawn: 327 / 105_340 } as const;

/** Mediations and appeals about decisions not to issue a plan, of these decisions. */
export const REFUSALS_TO_ISSUE = { mediated: 2_124 / 6_404, appealed: 1_445 / 6_404 } as const;

/** Mediations and appeals about what new plans say, of the new plans. */
export const PLANS_DISPUTED = { mediated: 1_862 / 98_547, appealed: 3_088 / 98_547 } as const;

/*
 * How disputes end. Ours: no table gives it by subject. The Tribunal upholds an authority's decision in 1.1 % of the
 * hearings (Ministry of Justice, academic year 2024/25), and most appeals are conceded before one.
 */
export const MEDIATIONS_AGREED = 0.5;
export const APPEALS_END = [
  ['conceded', 68],
  ['allowed', 17],
  ['withdrawn', 14],
  ['dismissed', 1],
] as const;
