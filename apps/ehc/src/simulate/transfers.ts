import { casework } from '@ehc/casework';
import { deriveId } from '@ehc/recording';
import { type DayNumber, formatCivilDate, workingDayOnOrAfter } from '@ehc/statutory-clock';
import type { Process } from './agenda.js';
import { Chance } from './chance.js';
import { lifeOfAPlan, type PlanFile } from './life-of-a-plan.js';
import type { MadeUpChild } from './made-up-child.js';
import { OpenStream } from './open-stream.js';
import { NEIGHBOURS } from './request.js';
import { settingInPlan } from './settings.js';
import { type Simulation, take } from './simulation.js';

/** A child comes with a plan that another authority made (reg 15). */
export function* transferredIn(
  simulation: Simulation,
  childChance: Chance,
  childId: string,
  child: MadeUpChild,
  on: DayNumber,
): Process {
  const id = deriveId(childId, 'plan from elsewhere');
  const chance = Chance.of(simulation.seed, id);
  const stream = new OpenStream(casework.planStream, { id, child: childId, correlationId: id, mayBeCorrected: false });
  const madeOn = on - childChance.between(60, Math.max(90, Math.min(1_500, on - child.bornOn - 700)));
  const { settings } = settingInPlan(chance, child.age);
  const file: PlanFile = { simulation, chance, bornOn: child.bornOn, stream, from: on };
  yield* take(
    file,
    casework.transferIn,
    on,
    {
      child: childId,
      from: chance.oneOf(NEIGHBOURS.filter((code) => code !== simulation.authority)),
      madeOn: formatCivilDate(Math.max(madeOn, COMMENCEMENT)),
      movedOn: formatCivilDate(on - chance.between(0, 15)),
      needs: [{ type: child.need, rank: 1 }],
      ...(settings ? { settings } : {}),
    },
    { who: 'plan officer' },
  );
  simulation.made.plans += 1;
  const toldOn = workingDayOnOrAfter(on + (chance.happens(0.8) ? chance.between(7, 40) : chance.between(43, 80)));
  yield* take(file, casework.tellFamilyOfTransfer, toldOn, {}, { who: 'plan officer' });
  yield* lifeOfAPlan(file);
}

/** Day on which plans under the Act could first be made: 1 September 2014. */
const COMMENCEMENT = 16_314;
