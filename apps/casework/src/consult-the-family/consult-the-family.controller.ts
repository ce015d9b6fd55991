import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { ConsultFamily, consultFamily } from './consult-family.js';

@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId', 'Consulting the family')
export class ConsultTheFamilyController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    'family-consulted',
    'The family was asked for its views and invited to send evidence',
    'CFA 2014 s.36(4), (7). No time limit of its own; it comes before the decision whether to assess.',
  )
  consult(@GivenFor('caseId') given: Given, @Body() body: ConsultFamily): Promise<Recorded> {
    return this.recorder.record(consultFamily, given, body);
  }
}
