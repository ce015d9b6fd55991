import type { HistoryEvent, RecordedEvent } from '@ehc/event-store';

/** Runs SQL inside the transaction that also stores the checkpoint. */
export interface ProjectionTransaction {
  /** Where the page before is still being written, waits for it: both may write one row, of what streams share. */
  query<Row extends object = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /**
   * Runs `COPY … FROM STDIN` with these pieces of what it takes. Only where no other process may ever write the same
   * tables: PostgreSQL cannot end a session that is paused within a COPY, and its rows would stay locked. Waits for no
   * other page, so it takes rows that are of one stream alone, and new.
   */
  copy?(sql: string, pieces: Iterable<Uint8Array>): Promise<void>;
}

export interface ReadModelTable {
  /** Name without schema, for instance `case_fact`. */
  readonly name: string;
  /** Columns that identify a row: `ehc verify` names a row by them. */
  readonly key: readonly string[];
  /** `CREATE TABLE` statement; `${schema}` is where this build of the read model lives. */
  readonly ddl: (schema: string) => string;
  /** The column that holds the authority whose row it is. Readers see the rows of theirs; without it, none. */
  readonly authority?: string | null;
  /** Its `CREATE INDEX` statements, where it has any: a table that is filled at one go gets them when it is full. */
  readonly indexDdl?: (schema: string) => string;
}

interface ReadModel {
  /** The app that owns it; also the PostgreSQL schema of its views (`casework`, `timeliness`). */
  readonly owner: string;
  /** Unique over all apps: `casework_search`. */
  readonly name: string;
  /** Raised when the tables or their meaning change: a new version is built anew from the log. */
  readonly version: number;
  /** Types that it follows; all where left out. Unknown types are ignored by design. */
  readonly types?: readonly string[];
  readonly tables: readonly ReadModelTable[];
}

/** A read model that is folded from the log, event after event. */
export interface EventProjection extends ReadModel {
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

/** A stream as far as a projection follows it. */
export interface FollowedStream {
  /** Its name, `case-<id>`. */
  readonly stream: string;
  /** What its name says behind the kind: the id of what it tells of. */
  readonly id: string;
  /** Its whole history up to now, in order: the events of the followed types. At least one. */
  readonly events: readonly HistoryEvent[];
  /** How many of them the rows show already; fewer than all. 0 for a stream of which there are no rows. */
  readonly known: number;
}

/**
 * A read model whose rows follow from the history of one stream each. It keeps no state beside its rows, since it is
 * given the whole history each time a stream grows; and it is built stream by stream, each row written once.
 */
export interface StreamProjection extends ReadModel {
  /** The kinds of stream that it follows: `case` for `case-<id>`. */
  readonly streams: readonly string[];
  /**
   * Puts the rows of these streams, each of them another, in the place of those that they have. The rows must follow
   * from the histories alone, and be the same however a history was cut on the way.
   */
  readonly write: (
    streams: readonly FollowedStream[],
    transaction: ProjectionTransaction,
    schema: string,
  ) => Promise<void>;
}

/**
 * A read model: tables that can be thrown away and rebuilt from the log.
 *
 * Readers see the tables under stable names, `<owner>.<table>`, which are views on the current build; a rebuild fills
 * new tables beside them and switches the views in one transaction.
 */
export type Projection = EventProjection | StreamProjection;

/** Whether a projection's rows follow from one stream each. */
export const followsStreams = (projection: Projection): projection is StreamProjection => 'streams' in projection;
