import { Allow } from '@ehc/identity';
import { Body, Param } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import {
  ChangeChildDetails,
  changeChildDetails,
  ChildMoves,
  childMoves,
  EndContact,
  endContact,
  RecordContact,
  recordContact,
} from './child-steps.js';

@Allow('record-steps')
@RecordsSteps('api/casework/children/:childId', 'Keeping details of a child')
export class KeepChildDetailsController {
  constructor(private readonly recorder: Recorder) {}

  @Records('details', 'Details of the child changed', 'What is left out stays as it was; null takes a value away.')
  change(@GivenFor('childId') given: Given, @Body() body: ChangeChildDetails): Promise<Recorded> {
    return this.recorder.record(changeChildDetails, given, body);
  }

  @Records('contacts', 'There is a person to write to or ring')
  recordContact(@GivenFor('childId') given: Given, @Body() body: RecordContact): Promise<Recorded> {
    return this.recorder.record(recordContact, given, body);
  }

  @Records('contacts/:contactId/end', 'The person is no longer a contact')
  endContact(
    @GivenFor('childId') given: Given,
    @Param('contactId') contact: string,
    @Body() body: EndContact,
  ): Promise<Recorded> {
    return this.recorder.record(endContact, given, { ...body, contact });
  }

  @Records('moved-from', 'The child came from another authority')
  moves(@GivenFor('childId') given: Given, @Body() body: ChildMoves): Promise<Recorded> {
    return this.recorder.record(childMoves, given, body);
  }
}
