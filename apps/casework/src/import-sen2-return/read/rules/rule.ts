import type { Severity } from '../finding.js';

/** A rule of the reader: what is wrong, how bad that is, and how it is said. */
export interface Rule {
  /** Stable: reports of earlier imports name it. Never given to another rule. */
  readonly id: string;
  readonly severity: Severity;
  /** Plain English, without any value. */
  readonly text: string;
}

/** A rule broken by a row, in a field. */
export interface Fault {
  readonly rule: Rule;
  /** Column; empty for the whole row. */
  readonly field: string;
  /** Added to the rule's text; lines and columns only, never a value. */
  readonly detail?: string;
}

/** A rule that looks at a row and what stands around it. One predicate each, so that each is tested alone. */
export interface RowRule<Facts> {
  readonly rule: Rule;
  readonly field: string;
  readonly broken: (facts: Facts) => boolean;
}

/** The faults of a row under rules. */
export const faultsOf = <Facts>(rules: readonly RowRule<Facts>[], facts: Facts): Fault[] =>
  rules.filter(({ broken }) => broken(facts)).map(({ rule, field }) => ({ rule, field }));
