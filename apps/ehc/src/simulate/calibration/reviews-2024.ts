/*
 * Annual reviews and the ends of plans, in England in 2024.
 *
 * Source: Department for Education, "Education, health and care plans", reporting year 2025, annual_reviews.csv,
 * ceased_plans.csv and caseload.csv. Open Government Licence v3.0; see NOTICE.md.
 */

/** Reviews expected in the year for which no meeting was held. */
export const REVIEWS_WITHOUT_MEETING = 70_893 / 524_654;

/** What reviews decided. */
export const REVIEW_OUTCOMES = [
  ['amend', 219_538],
  ['maintain', 135_264],
  ['cease', 4_087],
] as const;

/**
 * How plans end, by age: up to which age, plans in force of that age in January 2025, and those that
 * ended in 2024 by SEN2 CeaseReason (5 is a move to another authority).
 */
export const ENDS_BY_AGE = [
  {
    upTo: 10,
    plans: 240_346,
    ends: [
      [5, 4_754],
      [7, 463],
      [2, 196],
      [8, 136],
      [9, 42],
    ],
  },
  {
    upTo: 15,
    plans: 233_317,
    ends: [
      [5, 4_928],
      [7, 267],
      [2, 246],
      [8, 136],
      [9, 60],
    ],
  },
  {
    upTo: 17,
    plans: 78_489,
    ends: [
      [5, 2_242],
      [6, 482],
      [2, 421],
      [4, 389],
      [7, 79],
      [8, 78],
      [9, 45],
      [3, 31],
    ],
  },
  {
    upTo: 25,
    plans: 86_593,
    ends: [
      [6, 15_591],
      [4, 3_656],
      [2, 3_086],
      [3, 2_541],
      [5, 2_029],
      [1, 1_937],
      [9, 690],
      [8, 95],
      [7, 68],
    ],
  },
] as const;
