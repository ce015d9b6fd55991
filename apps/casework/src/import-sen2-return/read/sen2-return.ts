import type { Finding } from './finding.js';
import type { ModuleName } from './modules.js';
import type { IsoDate, PersonRow } from './rows.js';

/** The return's one header row. */
export interface ReturnHeader {
  /** Three-digit DfE code, the same as the one asked for. */
  readonly authority: string;
  /** Year in the header, of the census date: 2025 for activity in 2024. */
  readonly year: number;
  /** Calendar year whose activity the return reports: `year` − 1. */
  readonly activityYear: number;
  /** Census date; the third Thursday of January where the header's cannot be read (queried). */
  readonly referenceDate: IsoDate;
  /** When the return was made, local time without zone, YYYY-MM-DDTHH:MM:SS. */
  readonly dateTime: string;
  readonly serialNo: number | null;
  readonly softwareCode: string | null;
  readonly release: string | null;
  /** Keyed with `contentKey` where one was given. Hex, over the bytes of the nine files in a fixed order. */
  readonly contentDigest: string;
}

/** Rows of one file: blank lines and the column line not counted. */
export interface ModuleCount {
  readonly rows: number;
  /** Rows with an error so far; complete after `persons()` has been iterated. */
  readonly leftOut: number;
}

/** How many findings there are, also where there are too many to keep each of them. */
export interface FindingTotals {
  readonly errors: number;
  readonly queries: number;
  readonly byRule: Readonly<Record<string, number>>;
  /** Findings counted but not kept in `findings`. */
  readonly notKept: number;
}

/** A return whose nine files were read into the staging area, with nothing wrong that forbids an import. */
export interface Sen2Return {
  readonly header: ReturnHeader;
  readonly counts: Readonly<Record<ModuleName, ModuleCount>>;
  /** In the order of files and rows. Complete once `persons()` has been iterated to its end, or `validate()` is done. */
  readonly findings: readonly Finding[];
  readonly totals: FindingTotals;
  /** The persons in the order of the file. May be iterated again; findings are then found anew, not twice. */
  persons(): AsyncIterable<PersonRow>;
  /** Iterates the persons for the findings alone. */
  validate(): Promise<void>;
  /** Drops what was staged. Safe to call twice. */
  close(): Promise<void>;
}
