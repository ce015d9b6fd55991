import { type GivenException, tryParseCivilDate } from '@ehc/statutory-clock';
import type { CaseDetail } from '../measures/index.js';
import { type DayCell, dayNumberOfCell } from './day-cell.js';

/** What the database keeps of a case in lists. */
export interface DetailCells {
  readonly drafts?: readonly string[] | null;
  /** As `ExceptionRecorded` gives them: codes and civil dates. */
  readonly exceptions?: unknown;
  /** Days on which advice was asked for, and in the same order those on which it was answered. */
  readonly asked?: readonly DayCell[] | null;
  readonly answered?: readonly DayCell[] | null;
}

/** Details as the measures reckon with them. */
export const caseDetailOf = ({ drafts, exceptions, asked, answered }: DetailCells): CaseDetail => ({
  ...(drafts && { drafts: drafts.map(dayNumberOfCell) }),
  ...(Array.isArray(exceptions) && { exceptions: exceptions.map(exceptionOf) }),
  ...(asked && {
    advice: asked.map((day, index) => [dayNumberOfCell(day), dayNumberOfCell(answered?.[index] ?? null)]),
  }),
});

const DATES = ['adviceRequestedOn', 'closedFrom', 'reopensOn', 'from', 'to', 'missedOn'] as const;

const exceptionOf = (given: Readonly<Record<string, unknown>>): GivenException => {
  const exception: GivenException = { kind: String(given.kind), impractical: given.impractical === true };
  if (typeof given.body === 'string') exception.body = given.body;
  for (const name of DATES) {
    const day = tryParseCivilDate(given[name]);
    if (day !== undefined) exception[name] = day;
  }
  return exception;
};
