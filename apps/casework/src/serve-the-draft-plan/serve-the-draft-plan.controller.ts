import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { FamilyResponds, familyResponds } from './family-responds.js';
import { ReissueDraft, reissueDraft } from './reissue-draft.js';
import { ServeDraft, serveDraft } from './serve-draft.js';

@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId', 'Serving the draft plan')
export class ServeTheDraftPlanController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    'draft-plan',
    'The draft plan was served on the family',
    'CFA 2014 s.38, reg 13(1): Section I blank. The family has at least 15 days beginning with the day of service (A4).',
  )
  serve(@GivenFor('caseId') given: Given, @Body() body: ServeDraft): Promise<Recorded> {
    return this.recorder.record(serveDraft, given, body);
  }

  @Records('draft-plan-reissued', 'A changed draft was served', 'The family has a new window of 15 days (A4).')
  reissue(@GivenFor('caseId') given: Given, @Body() body: ReissueDraft): Promise<Recorded> {
    return this.recorder.record(reissueDraft, given, body);
  }

  @Records('family-response', 'The family answered the draft plan', 'Reg 13(1).')
  familyResponds(@GivenFor('caseId') given: Given, @Body() body: FamilyResponds): Promise<Recorded> {
    return this.recorder.record(familyResponds, given, body);
  }
}
