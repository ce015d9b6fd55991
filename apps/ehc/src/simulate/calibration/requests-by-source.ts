/*
 * Who asks, and how often they are refused.
 *
 * Source: Lincolnshire County Council, answer to a freedom of information request, 2023: requests and refusals by source
 * (council publication). Its "other" is split between health, social care and others by us. See NOTICE.md.
 */

/** SEN2 RequestSource, who asks, requests, and refusals in a hundred of them. */
export const REQUEST_SOURCES = [
  { source: 2, requestedBy: 'school', requests: 792, refused: 18 },
  { source: 1, requestedBy: 'parent', requests: 544, refused: 60 },
  { source: 1, requestedBy: 'young_person', requests: 23, refused: 65 },
  { source: 3, requestedBy: 'health_body', requests: 190, refused: 17 },
  { source: 4, requestedBy: 'social_care', requests: 67, refused: 17 },
  { source: 5, requestedBy: 'other', requests: 100, refused: 17 },
] as const;

export type RequestSource = (typeof REQUEST_SOURCES)[number];

/** A young person asks in their own name only after compulsory school age (s.36(1), s.83(2)). */
export const OLD_ENOUGH_TO_ASK = 16;
