import type { CaseState } from '@ehc/pathway';
import type { DayNumber } from '@ehc/statutory-clock';
import type { Chance } from './chance.js';
import type { MadeUpChild } from './made-up-child.js';
import type { OpenStream } from './open-stream.js';
import type { Simulation } from './simulation.js';

/** One case under way: what its steps share. */
export interface CaseFile {
  readonly simulation: Simulation;
  /** What is drawn for this case and no other. */
  readonly chance: Chance;
  readonly child: MadeUpChild;
  readonly childId: string;
  readonly stream: OpenStream<CaseState>;
  readonly requestedOn: DayNumber;
  readonly caseworker: string;
}
