import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { AssignCaseworker, assignCaseworkerToCase, assignCaseworkerToPlan } from './assign-caseworker.js';

@Allow('record-steps')
@RecordsSteps('api/casework', 'Assigning a caseworker')
export class AssignACaseworkerController {
  constructor(private readonly recorder: Recorder) {}

  @Records('cases/:caseId/caseworker', 'The case was given to a caseworker')
  toCase(@GivenFor('caseId') given: Given, @Body() body: AssignCaseworker): Promise<Recorded> {
    return this.recorder.record(assignCaseworkerToCase, given, body);
  }

  @Records('plans/:planId/caseworker', 'The plan was given to a caseworker')
  toPlan(@GivenFor('planId') given: Given, @Body() body: AssignCaseworker): Promise<Recorded> {
    return this.recorder.record(assignCaseworkerToPlan, given, body);
  }
}
