import { codeList, type CodeOf } from './code-list.js';

/** PlacementDetail.PlacementRank and PlanDetail.PlacementRank. Source: data-standards §1.4, sen2-codesets.csv. */
export const PLACEMENT_RANK = codeList('rank of placement', {
  1: 'Primary',
  2: 'Secondary',
});

export type PlacementRank = CodeOf<typeof PLACEMENT_RANK>;

/** Whether the value is a code of PLACEMENT_RANK. */
export const isPlacementRank = (value: unknown): value is PlacementRank => PLACEMENT_RANK.is(value);

/** The words for a code of PLACEMENT_RANK; the value itself where it is none. */
export const placementRankLabel = (code: string): string => PLACEMENT_RANK.label(code);
