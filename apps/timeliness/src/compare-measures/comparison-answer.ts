import type { SliceBy, Figure, Unit } from '../measures/index.js';
import type { EventKind } from './event-kind.js';

/** What accounts for the difference between a figure as known then and as known now. */
export const CAUSES = ['correction', 'late_entry', 'new', 'settings', 'definitions', 'snapshot'] as const;
export type Cause = (typeof CAUSES)[number];

/** Two moments' figures of one authority and period, and everything that accounts for the difference. */
export interface ComparisonAnswer {
  /** Three-digit DfE code. */
  readonly authority: string;
  /** Civil dates, both included. */
  readonly period: { readonly from: string; readonly to: string };
  readonly by?: SliceBy;
  readonly then: ComparedMoment;
  readonly now: ComparedMoment;
  /**
   * How much of all differences the cases, events and judgements below do not account for, in rows and days. Anything
   * but 0 is a fault of the service.
   */
  readonly unexplained: number;
  /** None where nothing was known at one of the moments. */
  readonly measures: readonly ComparedMeasure[];
  /** What is due to no case: the same facts, judged by other definitions or settings or on a later day. In order. */
  readonly judgedOtherwise: readonly JudgedOtherwise[];
  /** What is due to cases: those with corrections first, then those with late entries, then the others. */
  readonly cases: readonly ChangedCase[];
}

export interface ComparedMoment {
  readonly asAt: string;
  /** Position of the log's last event of this authority at that moment; null where there was none. */
  readonly position: string | null;
  readonly known: boolean;
  readonly importing: boolean;
  /** The day whose state the snapshots show. */
  readonly snapshot: string;
  readonly versions: { readonly law: string; readonly settings: string; readonly definitions: string };
}

/** By how much one cause moved a figure. */
export interface Moved {
  readonly numerator: number | null;
  readonly denominator: number | null;
}

export interface MovedBy extends Moved {
  /** Cases with such events; 0 for what is due to no case. */
  readonly cases: number;
  readonly events: number;
}

export interface Compared {
  /** Null where the measure was not yet, or is no longer, defined. */
  readonly then: Figure | null;
  readonly now: Figure | null;
  /** Now less then. */
  readonly difference: Figure | null;
  /** What each cause that moved the figure moved it by. They add up to the difference. */
  readonly because: Partial<Readonly<Record<Cause, MovedBy>>>;
  readonly unexplained: Moved;
}

export interface ComparedMeasure extends Compared {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  readonly definition: string;
  readonly version: number;
  /** Said beside a median, which does not add up. */
  readonly note?: string;
  readonly slices?: readonly (Compared & { readonly key: string })[];
}

/** By how much a case, an event or another judgement moved one figure. */
export interface FigureChange extends Moved {
  readonly measure: string;
  readonly slice?: string;
  /** Of a median: by how much the days of the cases in its population changed. */
  readonly days?: number;
}

export type JudgedOtherwise =
  | {
      readonly because: 'definitions';
      readonly from: string;
      readonly to: string;
      /** Instant from which the later definitions are in force. */
      readonly inForceFrom: string | null;
      readonly changes: readonly FigureChange[];
    }
  | { readonly because: 'settings'; readonly event: RecordedCause; readonly changes: readonly FigureChange[] }
  | {
      readonly because: 'snapshot';
      readonly from: string;
      readonly to: string;
      readonly changes: readonly FigureChange[];
    };

/** A recorded event that moved figures. */
export interface RecordedCause {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly happenedOn: string | null;
  readonly recordedAt: string;
  readonly position: string;
  readonly source: string;
  /** Id of the event from which the service made it follow by itself; null where somebody recorded it. */
  readonly causedBy: string | null;
  /** What is open of it, for a change of settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface ChangedCase {
  /** Null for a plan of which no case is known. */
  readonly case: string | null;
  readonly plan: string | null;
  readonly child: string | null;
  /** By how much the case moved each figure, from then to now. Its events add up to it. */
  readonly changes: readonly FigureChange[];
  /** Those that moved a figure, in the order in which they were recorded. */
  readonly events: readonly ChangingEvent[];
}

export interface ChangingEvent extends RecordedCause {
  readonly kind: EventKind;
  /** Of a correction: what it put right. */
  readonly corrects?: Corrected;
  readonly changes: readonly FigureChange[];
}

export interface Corrected {
  readonly event: string;
  readonly type: string;
  /** The day under which it was first recorded. */
  readonly happenedOn: string | null;
  /** Null where the whole event was struck out. */
  readonly field: string | null;
  /** Open values; those of a sealed field are null. */
  readonly old: unknown;
  readonly new: unknown;
  /** Why, as a code. The words in which the reason was given are sealed; the case's timeline shows them. */
  readonly because: string | null;
  readonly requestedBy: string | null;
  readonly approvedBy: string | null;
}
