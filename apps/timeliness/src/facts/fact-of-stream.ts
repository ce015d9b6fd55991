import type { EventType, PathwayEvent, StreamKind } from '@ehc/pathway';
import type { Columns, RowOf } from '@ehc/projections';
import type { BelievedTable } from './believed-table.js';

/** Facts of one kind: what the rows are that follow from the history of one stream. */
export interface FactOfStream<C extends Columns = Columns> {
  /** Streams that tell of it: `case` for `case-<id>`. */
  readonly kind: StreamKind;
  readonly table: BelievedTable<C>;
  /** Types of events that may change its rows. Corrections may change anything and are not named. */
  readonly types: readonly EventType[];
  /** Rows that follow from a stream's whole history, corrections among it; none where nothing is to be counted. */
  readonly rows: (id: string, events: readonly PathwayEvent[]) => readonly RowOf<C>[];
}

/** Later events that change what earlier ones say, in every kind of stream. */
export const CORRECTIONS = ['FactCorrected', 'EventStruckOut'] as const satisfies readonly EventType[];
