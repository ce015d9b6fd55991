import { codeList, type CodeOf } from './code-list.js';

/**
 * NamedPlan.PlanWBP and PlacementDetail.WBP: work-based placement. The DfE's codes were not found; these are the three
 * kinds its statistics count, under placeholder codes. Open: keep any other code as given.
 */
export const WORK_PLACEMENT = codeList(
  'work-based placement',
  {
    S: 'Supported internship',
    A: 'Apprenticeship',
    T: 'Traineeship',
  },
  { certain: false },
);

export type WorkPlacement = CodeOf<typeof WORK_PLACEMENT>;

/** Whether the value is a code of WORK_PLACEMENT. */
export const isWorkPlacement = (value: unknown): value is WorkPlacement => WORK_PLACEMENT.is(value);

/** The words for a code of WORK_PLACEMENT; the value itself where it is none. */
export const workPlacementLabel = (code: string): string => WORK_PLACEMENT.label(code);
