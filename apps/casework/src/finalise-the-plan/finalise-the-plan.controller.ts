import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { FinalisePlan, finalisePlan } from './finalise-plan.js';

@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId', 'Finalising the plan')
export class FinaliseThePlanController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    'final-plan',
    'The final plan was sent to the family, the setting and the ICB',
    'Reg 13(2), 14: within 20 weeks of receiving the request (A5); after a reassessment, 14 weeks (B2). happenedOn is the day on which it was sent. The plan comes into force in a record of its own.',
  )
  finalise(@GivenFor('caseId') given: Given, @Body() body: FinalisePlan): Promise<Recorded> {
    return this.recorder.record(finalisePlan, given, body);
  }
}
