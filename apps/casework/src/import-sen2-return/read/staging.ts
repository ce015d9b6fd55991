import type { ModuleName } from './modules.js';

/** A module whose rows are staged: all but the header's. */
export type StagedModule = Exclude<ModuleName, 'sen2'>;

/** By what two persons may turn out to be one. */
export const MARKS = ['upn', 'uln', 'name'] as const;
export type MarkKind = (typeof MARKS)[number];

/** A row of a file on its way into staging. */
export interface StagedRow {
  readonly module: StagedModule;
  readonly line: number;
  /** Its own key; blank where it cannot be read. */
  readonly key: string;
  /** The key of the row above; blank where it cannot be read. */
  readonly parent: string;
  /** In the order of `COLUMNS`; null for a row that cannot be used, which is staged to know what it takes with it. */
  readonly cells: readonly string[] | null;
  /** Texts that no other person's row should have. */
  readonly marks: readonly { readonly kind: MarkKind; readonly text: string }[];
}

/** A staged row of which the person is known. */
export interface LinkedRow {
  readonly id: number;
  /** Id of the row above; null for the person. */
  readonly up: number | null;
  readonly module: StagedModule;
  readonly line: number;
  /** unusable: reported when it was staged. repeated: another row has its key, and is the one that counts. */
  readonly state: 'usable' | 'unusable' | 'repeated';
  /** Empty unless `usable`. */
  readonly cells: readonly string[];
}

/** A person's row and every row below it, parents before children. */
export interface PersonRows {
  readonly rows: readonly LinkedRow[];
  /** Marks that another person has too, with a line on which that one stands. */
  readonly shared: readonly { readonly kind: MarkKind; readonly otherLine: number }[];
}

/** A row that no person will be handed on with. */
export interface UnlinkedRow {
  readonly module: StagedModule;
  readonly line: number;
  readonly fault: 'repeated' | 'no-parent' | 'parent-left-out';
  /** For `repeated`: the line of the row that counts. */
  readonly firstLine: number | null;
}

/**
 * Where the rows of a return wait until they are put together: a return can be larger than memory, and its rows come
 * in no order that would let them be joined as they are read.
 */
export interface Staging {
  /** Takes rows in the order of the modules and, within one, of the lines. */
  add(rows: readonly StagedRow[]): Promise<void>;
  /** Finds for each row the one above it; `headerKey` is what each person must name. Once, after the last `add`. */
  link(headerKey: string): Promise<void>;
  /** Usable persons, and the rows of the person with the most rows. */
  size(): Promise<{ readonly persons: number; readonly mostRowsOfOne: number }>;
  unlinked(): AsyncIterable<UnlinkedRow>;
  /** In the order of the persons' file. */
  persons(): AsyncIterable<PersonRows>;
  /** Forgets everything. Safe to call twice. */
  drop(): Promise<void>;
}
