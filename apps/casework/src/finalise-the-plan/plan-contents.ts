import { DIRECT_PAYMENT, RESIDENTIAL, WORK_PLACEMENT } from '@ehc/pathway';
import { type Need, Needs, Setting } from '../request-an-assessment/setting.js';
import { CodeFrom, Flag, optional, Parts, StepRequest, Words } from '@ehc/recording';

/** What a plan says that SEN2 asks for: settings named, needs, residence, work, personal budget. */
export class PlanContents extends StepRequest {
  @Parts(
    () => Setting,
    'The settings named in Section I. None where only a type is named, or for s.61 provision.',
    optional,
  )
  settings?: Setting[];

  @Needs('Needs, primary and secondary.')
  needs?: Need[];

  @CodeFrom(RESIDENTIAL, 'Residential placement named (SEN2 PlanRes).', optional)
  residential?: string;

  @CodeFrom(WORK_PLACEMENT, 'Work-based placement named (SEN2 PlanWBP).', optional)
  workBasedLearning?: string;

  @Flag('Whether there is a personal budget (SEN2 PB).', optional)
  personalBudget?: boolean;

  @Flag('Whether it holds organised arrangements (SEN2 OA).', optional)
  organisedArrangements?: boolean;

  @CodeFrom(DIRECT_PAYMENT, 'Direct payments in it (SEN2 DP).', optional)
  directPayments?: string;

  @Words('Another setting, in words. Sealed.', optional)
  settingOther?: string;
}
