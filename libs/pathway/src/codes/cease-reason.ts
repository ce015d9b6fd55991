import { codeList, type CodeOf } from './code-list.js';

/** NamedPlan.CeaseReason (item 4.6): why a plan came to an end. Source: data-standards §1.4, sen2-codesets.csv. */
export const CEASE_REASON = codeList('reason for ceasing', {
  1: 'Reached maximum age (end of academic year turned 25; or turns 19 if enters the adult estate)',
  2: 'Ongoing educational or training needs met without an EHC plan',
  3: 'Moved on to higher education',
  4: 'Moved on to paid employment, excluding apprenticeships',
  5: 'Transferred to another LA in England',
  6: 'Young person no longer wishes to engage in education or training',
  7: 'Moved outside England',
  8: 'Deceased',
  9: 'Other',
});

export type CeaseReason = CodeOf<typeof CEASE_REASON>;

/** Whether the value is a code of CEASE_REASON. */
export const isCeaseReason = (value: unknown): value is CeaseReason => CEASE_REASON.is(value);

/** The words for a code of CEASE_REASON; the value itself where it is none. */
export const ceaseReasonLabel = (code: string): string => CEASE_REASON.label(code);
