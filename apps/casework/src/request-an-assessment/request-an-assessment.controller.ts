import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Records, RecordsSteps } from '../recording/index.js';
import { RequestAssessment } from './request-assessment.js';
import { RequestIntake } from './request-intake.js';

@RecordsSteps('api/casework/requests', 'Requesting an assessment')
export class RequestAnAssessmentController {
  constructor(private readonly intake: RequestIntake) {}

  @Records(
    '',
    'A request for an assessment was received',
    'CFA 2014 s.36(1), s.24(1). The day of receipt is day 0 of 6 weeks (A1), 16 weeks (A3) and 20 weeks (A5). A child not known yet is registered first.',
  )
  request(@GivenFor() given: Given, @Body() body: RequestAssessment): Promise<Recorded> {
    return this.intake.take(given, body);
  }
}
