import { casework } from '@ehc/casework';
import type { PlanState } from '@ehc/pathway';
import { type DayNumber, workingDayOnOrAfter } from '@ehc/statutory-clock';
import type { Process } from './agenda.js';
import { annualReview, type Reviewed } from './annual-review.js';
import { type End, endOfPlan } from './end-of-a-plan.js';
import { phaseTransferBefore } from './phase-transfer.js';
import { NEIGHBOURS } from './request.js';
import { momentOf } from './simulated-clock.js';
import { take, type Taking } from './simulation.js';

/** One plan in force: what its steps share. */
export interface PlanFile extends Taking<PlanState> {
  readonly bornOn: DayNumber;
  readonly from: DayNumber;
}

const A_YEAR = 365;

/** The reviews of a plan, year after year, and its end. */
export function* lifeOfAPlan(file: PlanFile): Process {
  const end = endOfPlan(file);
  let reviewed: Reviewed = { on: file.from, ceases: false };
  for (;;) {
    const transfer = phaseTransferBefore(file.bornOn, reviewed.on, reviewed.on + A_YEAR);
    const next = yield* annualReview(file, reviewed.on, transfer, beginsToEnd(end));
    if (!next) break;
    reviewed = next;
    if (reviewed.ceases) return yield* cease(file, reviewed.on, 2);
  }
  yield momentOf(beginsToEnd(end));
  if (end.reason === 5) yield* moveAway(file, end.on);
  else if (NEEDS_NOTICE.includes(end.reason)) yield* cease(file, end.on - NOTICE, end.reason);
  else yield* take(file, casework.ceasePlan, end.on, { reason: end.reason }, officer);
}

const officer = { who: 'plan officer' };

/** Days for which a plan is kept after the notice, since the family may appeal (s.45(4)). */
const NOTICE = 63;

/** Reasons that are the authority's decision (reg 31), by SEN2 CeaseReason. */
const NEEDS_NOTICE: readonly number[] = [2, 3, 4, 6, 9];

const beginsToEnd = ({ on, reason }: End): DayNumber => (NEEDS_NOTICE.includes(reason) ? on - NOTICE : on);

function* cease(file: PlanFile, noticeOn: DayNumber, reason: number): Process {
  const on = workingDayOnOrAfter(noticeOn);
  const reasons = { reasons: 'Made up: the outcomes are achieved, or no longer wanted.' };
  yield* take(file, casework.sendCeaseNotice, on, reasons, officer);
  yield* take(file, casework.ceasePlan, on + NOTICE, { reason }, officer);
}

function* moveAway(file: PlanFile, on: DayNumber): Process {
  const { simulation, chance } = file;
  const to = chance.oneOf(NEIGHBOURS.filter((code) => code !== simulation.authority));
  yield* take(file, casework.transferOut, workingDayOnOrAfter(on), { to }, officer);
}
