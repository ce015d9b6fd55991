/*
 * Who is requested for, in England in 2024.
 *
 * Source: Department for Education, "Education, health and care plans", reporting year 2025, requests.csv (ages on the
 * 31 August before, sex, ethnicity). Open Government Licence v3.0; see NOTICE.md.
 */

/** Requests by age on the 31 August before the academic year; "2 and under" and "20 and over" are spread evenly. */
export const REQUESTS_BY_AGE = [
  [1, 700],
  [2, 2_092],
  [3, 18_244],
  [4, 17_499],
  [5, 10_761],
  [6, 9_946],
  [7, 9_653],
  [8, 10_241],
  [9, 12_004],
  [10, 14_602],
  [11, 9_129],
  [12, 8_700],
  [13, 9_314],
  [14, 8_341],
  [15, 6_971],
  [16, 3_413],
  [17, 1_538],
  [18, 647],
  [19, 300],
  [20, 150],
  [21, 120],
  [22, 123],
] as const;

export const REQUESTS_BY_SEX = [
  ['M', 99_389],
  ['F', 55_100],
] as const;

/** By the codes of SEN2; "unclassified" is split between refused and not yet obtained by us. */
export const REQUESTS_BY_ETHNICITY = [
  ['WBRI', 100_268],
  ['NOBT', 13_400],
  ['REFU', 3_355],
  ['WOTH', 5_816],
  ['BAFR', 5_152],
  ['APKN', 3_975],
  ['MOTH', 3_950],
  ['MWBC', 3_125],
  ['OOTH', 2_198],
  ['AIND', 2_168],
  ['AOTH', 1_990],
  ['ABAN', 1_853],
  ['MWAS', 1_654],
  ['BCRB', 1_515],
  ['BOTH', 1_347],
  ['MWBA', 1_309],
  ['WROM', 525],
  ['WIRI', 327],
  ['CHNE', 301],
  ['WIRT', 261],
] as const;
