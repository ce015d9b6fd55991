import type { CaseState } from '@ehc/pathway';
import type { ExceptionInRequest } from '@ehc/statutory-clock';

/** The exceptions of a case as the statutory clock is asked about them. Which rule they lift is the law's question. */
export const exceptionsOf = (state: CaseState): ExceptionInRequest[] =>
  state.exceptions.map(({ kind, impractical, from, to, adviceRequestedOn, closedFrom, reopensOn, missedOn, body }) => ({
    kind,
    impractical,
    from,
    to,
    adviceRequestedOn,
    closedFrom,
    reopensOn,
    missedOn,
    body,
  }));
