import { codeList, type CodeOf } from './code-list.js';

/** Assessment.AssessmentOutcome: the first decision after an assessment. It is not changed if it is reversed later. Source: data-standards §1.4, sen2-codesets.csv. */
export const ASSESSMENT_OUTCOME = codeList('assessment outcome', {
  Y: 'Decided an EHC plan would be issued',
  N: 'Decided an EHC plan would not be issued',
  A: 'Decision not yet made',
  W: 'Withdrawn or ceased before decision whether to issue',
  H: 'Historical: decision to issue made before latest collection period',
});

export type AssessmentOutcome = CodeOf<typeof ASSESSMENT_OUTCOME>;

/** Whether the value is a code of ASSESSMENT_OUTCOME. */
export const isAssessmentOutcome = (value: unknown): value is AssessmentOutcome => ASSESSMENT_OUTCOME.is(value);

/** The words for a code of ASSESSMENT_OUTCOME; the value itself where it is none. */
export const assessmentOutcomeLabel = (code: string): string => ASSESSMENT_OUTCOME.label(code);
