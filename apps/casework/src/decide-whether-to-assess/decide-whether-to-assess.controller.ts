import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { DecideNotToAssess, decideNotToAssess } from './decide-not-to-assess.js';
import { DecideToAssess, decideToAssess } from './decide-to-assess.js';

@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId', 'Deciding whether to assess')
export class DecideWhetherToAssessController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    'decision-to-assess',
    'The family was told that an assessment will be made',
    'Reg 5(1): within 6 weeks of receiving the request (A1). The advice of reg 6(1) is asked for at once.',
  )
  decideToAssess(@GivenFor('caseId') given: Given, @Body() body: DecideToAssess): Promise<Recorded> {
    return this.recorder.record(decideToAssess, given, body);
  }

  @Records(
    'decision-not-to-assess',
    'The family was told that no assessment will be made',
    'Reg 5(1), (3): within 6 weeks of receiving the request (A1), with reasons and the right of appeal.',
  )
  decideNotToAssess(@GivenFor('caseId') given: Given, @Body() body: DecideNotToAssess): Promise<Recorded> {
    return this.recorder.record(decideNotToAssess, given, body);
  }
}
