import type { Measure } from './measure.js';
import { OF_NEW_PLANS } from './of-new-plans.js';
import { OF_OPEN_CASES } from './of-open-cases.js';
import {
  PLANS_ACTIVE,
  PLANS_CEASED,
  REVIEW_DECISIONS,
  REVIEWS_OVERDUE,
  SEN2_REVIEW_DECISIONS,
} from './of-plans-and-reviews.js';
import { OF_REQUESTS } from './of-requests.js';

/** Version of the whole set; raised whenever one of them is raised, added or taken away. */
export const DEFINITIONS_VERSION = '1';

/** Every measure, in the order in which answers give them: first those of a period, then the snapshots. */
export const DEFINITIONS: readonly Measure[] = [
  ...OF_REQUESTS,
  ...OF_NEW_PLANS,
  PLANS_CEASED,
  REVIEW_DECISIONS,
  PLANS_ACTIVE,
  ...OF_OPEN_CASES,
  REVIEWS_OVERDUE,
  SEN2_REVIEW_DECISIONS,
];

const byId = new Map(DEFINITIONS.map((measure) => [measure.id, measure]));

/** The definition with this id. */
export const definitionOf = (id: string): Measure | undefined => byId.get(id);
