import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { CeasePlan, ceasePlan, SendCeaseNotice, sendCeaseNotice } from './cease-steps.js';

@Allow('record-steps')
@RecordsSteps('api/casework/plans/:planId', 'Ceasing the plan')
export class CeaseThePlanController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    'cease-notice',
    'The family was told that the plan will cease',
    'CFA 2014 s.45, reg 31. The plan is kept while an appeal may still be made or is pending (s.45(4), D2).',
  )
  sendNotice(@GivenFor('planId') given: Given, @Body() body: SendCeaseNotice): Promise<Recorded> {
    return this.recorder.record(sendCeaseNotice, given, body);
  }

  @Records('end', 'The plan ceased', 'CFA 2014 s.45. happenedOn is the first day on which it is not in force.')
  cease(@GivenFor('planId') given: Given, @Body() body: CeasePlan): Promise<Recorded> {
    return this.recorder.record(ceasePlan, given, body);
  }
}
