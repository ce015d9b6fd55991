import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { ChangePlanDetails, changePlanDetails } from './change-plan-details.js';

@Allow('record-steps')
@RecordsSteps('api/casework/plans/:planId', 'Changing details of the plan')
export class ChangePlanDetailsController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    'details',
    'Details of the plan changed without an amendment',
    'Where the child is placed, and what SEN2 asks for. What is left out stays.',
  )
  change(@GivenFor('planId') given: Given, @Body() body: ChangePlanDetails): Promise<Recorded> {
    return this.recorder.record(changePlanDetails, given, body);
  }
}
