import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { ContactFamily, contactFamilyOnCase, contactFamilyOnPlan } from './contact-family.js';
import { HoldMeeting, holdMeeting } from './hold-meeting.js';

@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId', 'Meeting the family')
export class MeetTheFamilyController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    'meetings',
    'A meeting with the family was held',
    'Reg 13(1) on the draft; otherwise good practice, which adds no time.',
  )
  meet(@GivenFor('caseId') given: Given, @Body() body: HoldMeeting): Promise<Recorded> {
    return this.recorder.record(holdMeeting, given, body);
  }

  @Records('contacts-with-family', 'Somebody spoke with or wrote to the family')
  contact(@GivenFor('caseId') given: Given, @Body() body: ContactFamily): Promise<Recorded> {
    return this.recorder.record(contactFamilyOnCase, given, body);
  }
}

@Allow('record-steps')
@RecordsSteps('api/casework/plans/:planId', 'Meeting the family')
export class ContactTheFamilyOnAPlanController {
  constructor(private readonly recorder: Recorder) {}

  @Records('contacts-with-family', 'Somebody spoke with or wrote to the family')
  contact(@GivenFor('planId') given: Given, @Body() body: ContactFamily): Promise<Recorded> {
    return this.recorder.record(contactFamilyOnPlan, given, body);
  }
}
