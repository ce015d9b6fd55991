import type { EventType, Fold, PathwayEvent, StreamKind } from '@ehc/pathway';
import type { Columns, RowOf } from '@ehc/projections';
import type { BelievedTable } from './believed-table.js';

/** Facts of one kind: what the rows are that follow from the history of one stream. */
export interface FactOfStream<State, C extends Columns = Columns> {
  /** Streams that tell of it: `case` for `case-<id>`. */
  readonly kind: StreamKind;
  readonly table: BelievedTable<C>;
  /** Types of events that may change its rows. Corrections may change anything and are not named. */
  readonly types: readonly EventType[];
  /** What a stream comes to; facts that share it are worked out from one state. */
  readonly fold: Fold<State>;
  /** Rows that follow from it, none where nothing is to be counted. The state goes on changing: they keep no list of it. */
  readonly rows: (id: string, state: State) => readonly RowOf<C>[];
}

/** Rows that follow from a stream's whole history, corrections among it. */
export const rowsOfHistory = <State, C extends Columns>(
  { fold, rows }: Pick<FactOfStream<State, C>, 'fold' | 'rows'>,
  id: string,
  events: readonly PathwayEvent[],
): readonly RowOf<C>[] => rows(id, fold(events));

/** Later events that change what earlier ones say, in every kind of stream. */
export const CORRECTIONS = ['FactCorrected', 'EventStruckOut'] as const satisfies readonly EventType[];
