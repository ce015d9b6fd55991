import type { Facts } from '../measures/index.js';
import type { LeadCase } from './lead-case.js';

/** What lead indicators are worked out from, as believed at one position. */
export interface LeadFacts {
  /** Cases that were open at some time in the last 12 months, and their plans: what `CaseReader` reads. */
  readonly facts: Facts;
  /** By row of `facts.cases`. */
  readonly cases: readonly LeadCase[];
}
