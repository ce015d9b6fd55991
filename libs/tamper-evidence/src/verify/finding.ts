/** Positions from … up to and with … */
export interface Positions {
  readonly from: number;
  readonly to: number;
}

export type FindingKind =
  /** The event is not as it was sealed. */
  | 'changed'
  /** An event that was sealed is not in the log. */
  | 'missing'
  /** An event that was never sealed stands among those that were. */
  | 'inserted'
  /** An event stands at another position than it was sealed at. */
  | 'moved'
  /** Positions, revisions or instants do not follow one another as the log gives them. */
  | 'order'
  /** A hash of the sealed log is gone, or is another than it was. */
  | 'seal'
  /** A signed head in the database does not fit, or there is none. */
  | 'head'
  /** A head that was kept elsewhere does not fit: the log was rewritten, cut off, or replaced by an older copy. */
  | 'exported_head';

/** Something wrong with the log or with what seals it. */
export interface Finding {
  readonly kind: FindingKind;
  /** Where; null where it is no matter of positions. */
  readonly positions: Positions | null;
  /** What is wrong, in a sentence without values of fields. */
  readonly text: string;
}

export const inWords = ({ from, to }: Positions): string =>
  from === to ? `position ${from}` : `positions ${from} to ${to}`;
