import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { PlanPhaseTransfer, planPhaseTransfer } from './plan-phase-transfer.js';

@Allow('record-steps')
@RecordsSteps('api/casework/plans/:planId', 'Moving between phases of education')
export class PlanThePhaseTransferController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    'phase-transfer',
    'The child will move to another phase of education',
    'Reg 18: the amended plan that names the new setting is due before 15 February (C11), before 31 March (C12) or five months ahead (C13). An amended plan with phaseTransfer true completes it.',
  )
  plan(@GivenFor('planId') given: Given, @Body() body: PlanPhaseTransfer): Promise<Recorded> {
    return this.recorder.record(planPhaseTransfer, given, body);
  }
}
