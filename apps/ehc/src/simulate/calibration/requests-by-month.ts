/**
 * Shares of a year's requests by month, January first.
 *
 * Source: Nottinghamshire County Council, public reports: January to May and January to July of 2023 and 2024 against
 * the year (45.7 % by May, 18 % in June and July, 36 % after). No national series by month exists. See NOTICE.md.
 */
export const REQUESTS_BY_MONTH = [9.1, 9.1, 9.1, 9.1, 9.1, 9.0, 9.0, 7.2, 7.2, 7.2, 7.2, 7.2] as const;
