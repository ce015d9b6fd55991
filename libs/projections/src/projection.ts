import type { RecordedEvent } from '@ehc/event-store';

/** Runs SQL inside the transaction that also stores the checkpoint. */
export interface ProjectionTransaction {
  query<Row extends object = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export interface ReadModelTable {
  /** Name without schema, for instance `case_fact`. */
  readonly name: string;
  /** Columns that identify a row: `ehc verify` names a row by them. */
  readonly key: readonly string[];
  /** `CREATE TABLE` and `CREATE INDEX` statements; `${schema}` is where this build of the read model lives. */
  readonly ddl: (schema: string) => string;
}

/**
 * A read model: tables that can be thrown away and rebuilt from the log.
 *
 * Readers see the tables under stable names, `<owner>.<table>`, which are views on the current build; a rebuild fills
 * new tables beside them and switches the views in one transaction.
 */
export interface Projection {
  /** The app that owns it; also the PostgreSQL schema of its views (`casework`, `timeliness`). */
  readonly owner: string;
  /** Unique over all apps: `casework_search`. */
  readonly name: string;
  /** Raised when the tables or their meaning change: a new version is built anew from the log. */
  readonly version: number;
  /** Types that it follows; all where left out. Unknown types are ignored by design. */
  readonly types?: readonly string[];
  readonly tables: readonly ReadModelTable[];
  /**
   * Folds a batch, in order of position, into the tables of `schema`. Must give the same rows however the log is cut
   * into batches, and must not look at a clock or at anything but the events and its own tables.
   */
  readonly handle: (
    events: readonly RecordedEvent[],
    transaction: ProjectionTransaction,
    schema: string,
  ) => Promise<void>;
}
