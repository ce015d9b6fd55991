import { codeList, type CodeOf } from './code-list.js';

/** Requests.RequestSource, from version 1.3 (2025): who asked for the assessment. Source: data-standards §1.4, sen2-codesets.csv. */
export const REQUEST_SOURCE = codeList('request source', {
  1: 'Young person or parent',
  2: 'School or other education setting',
  3: 'Health',
  4: 'Social care',
  5: 'Other',
});

export type RequestSource = CodeOf<typeof REQUEST_SOURCE>;

/** Whether the value is a code of REQUEST_SOURCE. */
export const isRequestSource = (value: unknown): value is RequestSource => REQUEST_SOURCE.is(value);

/** The words for a code of REQUEST_SOURCE; the value itself where it is none. */
export const requestSourceLabel = (code: string): string => REQUEST_SOURCE.label(code);
