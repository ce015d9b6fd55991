import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import {
  decideNotToAmend,
  DecideNotToAmend,
  familyRespondsToAmendments,
  FamilyRespondsToAmendments,
  finaliseAmendedPlan,
  FinaliseAmendedPlan,
  serveAmendmentNotice,
  ServeAmendmentNotice,
} from './amend-steps.js';

@Allow('record-steps')
@RecordsSteps('api/casework/plans/:planId', 'Amending the plan')
export class AmendThePlanController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    'amendment-notice',
    'The proposed amendments were sent to the family',
    'Reg 22(2), with the decision, within 4 weeks of the review meeting (C6); outside a review reg 28 (C15). The family has 15 days (C7).',
  )
  serveNotice(@GivenFor('planId') given: Given, @Body() body: ServeAmendmentNotice): Promise<Recorded> {
    return this.recorder.record(serveAmendmentNotice, given, body);
  }

  @Records('amendment-response', 'The family answered the amendment notice', 'Reg 22(2)(c).')
  familyResponds(@GivenFor('planId') given: Given, @Body() body: FamilyRespondsToAmendments): Promise<Recorded> {
    return this.recorder.record(familyRespondsToAmendments, given, body);
  }

  @Records(
    'amended-plan',
    'The amended plan was sent to the family',
    'Reg 22(3): within 8 weeks of the notice (C8), and within 12 weeks of the meeting (C10).',
  )
  finalise(@GivenFor('planId') given: Given, @Body() body: FinaliseAmendedPlan): Promise<Recorded> {
    return this.recorder.record(finaliseAmendedPlan, given, body);
  }

  @Records(
    'decision-not-to-amend',
    'The family was told that the plan will not be amended after all',
    'Reg 22(4): within 8 weeks of the notice (C9), with the right of appeal.',
  )
  decideNotToAmend(@GivenFor('planId') given: Given, @Body() body: DecideNotToAmend): Promise<Recorded> {
    return this.recorder.record(decideNotToAmend, given, body);
  }
}
