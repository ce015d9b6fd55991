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

/** Every measure as it was defined from an instant on. */
export interface DefinitionSet {
  /** Version of the whole set; raised whenever one of them is raised, added or taken away. */
  readonly version: string;
  /** Instant (ISO 8601, UTC) from which questions are answered by it; null for the first set. */
  readonly inForceFrom: string | null;
  readonly measures: readonly Measure[];
}

/**
 * Every set there has been, in order. A set is never taken away: a question as at a moment before a later one came into
 * force is answered by the earlier one, as it was then.
 */
export const DEFINITION_SETS: readonly DefinitionSet[] = [{ version: '1', inForceFrom: null, measures: DEFINITIONS }];

/** The set in force at an instant (ISO 8601, UTC, to the second or finer). */
export const definitionsAt = (instant: string, sets: readonly DefinitionSet[] = DEFINITION_SETS): DefinitionSet =>
  sets.findLast(({ inForceFrom }) => inForceFrom === null || withoutZone(inForceFrom) <= withoutZone(instant)) ??
  sets[0]!;

/** Without its `Z` a moment is a prefix of every finer one in it, and so sorts before them. */
const withoutZone = (instant: string): string => instant.slice(0, -1);

/** Version of the set of today's software. */
export const DEFINITIONS_VERSION = DEFINITION_SETS.at(-1)!.version;

const byId = new Map(DEFINITIONS.map((measure) => [measure.id, measure]));

/** The definition with this id. */
export const definitionOf = (id: string): Measure | undefined => byId.get(id);
