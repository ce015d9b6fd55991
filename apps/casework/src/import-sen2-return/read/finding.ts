import type { ModuleName } from './modules.js';

/**
 * How bad a finding is (data-standards.md §1.6).
 * error: the row cannot be used; it is left out with each row below it, and reported.
 * query: the row is imported, and reported.
 */
export type Severity = 'error' | 'query';

/**
 * What the reader says of one row or file. It names file, row and field and never a value: a report is read by more
 * people than the return, so no name, number, birth date or mistyped code may be in it.
 */
export interface Finding {
  /** Stable id of the rule, as in `SEN2_RULES`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The file's module; null for a finding about the folder. */
  readonly file: ModuleName | null;
  /** Physical line on which the row starts, counted from 1; null for a finding about a file. */
  readonly row: number | null;
  /** Column, in lower case; empty where the finding is about the whole row or file. */
  readonly field: string;
  /** Plain English, fit to be shown. */
  readonly text: string;
}
