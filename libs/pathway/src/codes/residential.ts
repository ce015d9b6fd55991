import { codeList, type CodeOf } from './code-list.js';

/** NamedPlan.PlanRes and PlacementDetail.RES: weeks a year for which a residential setting is named or attended. Source: data-standards §1.4, sen2-codesets.csv. */
export const RESIDENTIAL = codeList('residential placement', {
  A: '38 to 51 weeks',
  B: '52 weeks',
});

export type Residential = CodeOf<typeof RESIDENTIAL>;

/** Whether the value is a code of RESIDENTIAL. */
export const isResidential = (value: unknown): value is Residential => RESIDENTIAL.is(value);

/** The words for a code of RESIDENTIAL; the value itself where it is none. */
export const residentialLabel = (code: string): string => RESIDENTIAL.label(code);
