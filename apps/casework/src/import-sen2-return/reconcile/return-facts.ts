/** What is true of a whole return, and bears on how each of its rows is read. */
export interface ReturnFacts {
  readonly authority: string;
  /** Made from the content of the return: the same return has the same id, and so the same event ids. */
  readonly returnId: string;
  /** `Year` of the header: the January of the census. */
  readonly collectionYear: number;
  /** The calendar year whose activity it reports. */
  readonly activityYear: number;
  readonly censusOn: string;
  /** Day on which the return was made. */
  readonly madeOn: string;
}

/**
 * How a row stands to what is recorded of the same request:
 * - `first`: nothing is recorded yet;
 * - `same_year`: this year's return showed it before, so this one replaces what that one said;
 * - `later_year`: only earlier years' returns, or persons, spoke of it, so what they gave with a date stays.
 */
export type Standing = 'first' | 'same_year' | 'later_year';
