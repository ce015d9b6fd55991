import type { CaseState } from '@ehc/pathway';
import type { DayNumber } from '@ehc/statutory-clock';
import type { MadeUpChild } from './made-up-child.js';
import type { Taking } from './simulation.js';

/** One case under way: what its steps share. */
export interface CaseFile extends Taking<CaseState> {
  readonly child: MadeUpChild;
  readonly childId: string;
  readonly requestedOn: DayNumber;
  readonly caseworker: string;
}
