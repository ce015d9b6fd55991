import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Records, RecordsSteps } from '@ehc/recording';
import { ChildIntake } from './child-intake.js';
import { RequestAssessment, requestAssessment } from './request-assessment.js';

@Allow('record-steps')
@RecordsSteps('api/casework/requests', 'Requesting an assessment')
export class RequestAnAssessmentController {
  constructor(private readonly children: ChildIntake) {}

  @Records(
    '',
    'A request for an assessment was received',
    'CFA 2014 s.36(1), s.24(1). The day of receipt is day 0 of 6 weeks (A1), 16 weeks (A3) and 20 weeks (A5). A child not known yet is registered first.',
  )
  request(@GivenFor() given: Given, @Body() body: RequestAssessment): Promise<Recorded> {
    return this.children.record(requestAssessment, given, body);
  }
}
