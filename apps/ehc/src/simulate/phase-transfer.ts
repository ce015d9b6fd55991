import { type DayNumber, dayNumberOf, partsOf } from '@ehc/statutory-clock';

/** A move to another phase of education, by the limit of reg 18 that binds. */
export interface PhaseTransfer {
  readonly kind: 'before_15_february' | 'before_31_march';
  /** Calendar year of the move. */
  readonly year: number;
}

/** Ages on the 31 August before the academic year at whose end the child moves: into Reception, to secondary, to post-16. */
const MOVES = [
  [3, 'before_15_february'],
  [10, 'before_15_february'],
  [15, 'before_31_march'],
] as const;

/** The move whose autumn, in which it is prepared, lies between two days; null where there is none. */
export const phaseTransferBefore = (bornOn: DayNumber, after: DayNumber, until: DayNumber): PhaseTransfer | null => {
  const { year, month } = partsOf(bornOn);
  const born = month >= 9 ? year : year - 1;
  for (const [age, kind] of MOVES) {
    const autumn = born + age + 1;
    const prepared = dayNumberOf(autumn, 10, 1);
    if (prepared > after && prepared <= until) return { kind, year: autumn + 1 };
  }
  return null;
};
