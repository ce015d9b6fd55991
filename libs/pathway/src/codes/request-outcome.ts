import { codeList, type CodeOf } from './code-list.js';

/** Requests.RequestOutcome: the first decision on a request. It is not changed if it is reversed later. Source: data-standards §1.4, sen2-codesets.csv. */
export const REQUEST_OUTCOME = codeList('request outcome', {
  Y: 'LA proceeded with an assessment',
  N: 'LA decided not to proceed with an assessment',
  A: 'Decision yet to be made',
  W: 'Request withdrawn or ceased before decision',
  H: 'Historical: decision made before latest collection period',
});

export type RequestOutcome = CodeOf<typeof REQUEST_OUTCOME>;

/** Whether the value is a code of REQUEST_OUTCOME. */
export const isRequestOutcome = (value: unknown): value is RequestOutcome => REQUEST_OUTCOME.is(value);

/** The words for a code of REQUEST_OUTCOME; the value itself where it is none. */
export const requestOutcomeLabel = (code: string): string => REQUEST_OUTCOME.label(code);
