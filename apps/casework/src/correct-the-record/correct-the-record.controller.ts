import { Allow } from '@ehc/identity';
import { Body, Param } from '@nestjs/common';
import {
  ApproveCorrection,
  Corrector,
  DeclineCorrection,
  type Given,
  GivenFor,
  type Recorded,
  RecordedCorrection,
  Recorder,
  Records,
  RecordsSteps,
  RequestCorrection,
} from '@ehc/recording';
import { corrections } from './corrections.js';

const HOW =
  'Nothing is edited: a later event names the one that it corrects, the old and the new value, the reason, who asked and who approved. happenedOn is the day of asking or approving.';

@Allow('ask-for-corrections')
@RecordsSteps('api/casework/cases/:caseId/corrections', 'Correcting the record')
export class CorrectACaseController {
  constructor(
    private readonly recorder: Recorder,
    private readonly corrector: Corrector,
  ) {}

  @Records('', 'Somebody asks that an earlier event be corrected', HOW)
  request(@GivenFor('caseId') given: Given, @Body() body: RequestCorrection): Promise<Recorded> {
    return this.recorder.record(corrections.case.request, given, body);
  }

  @Allow('decide-corrections')
  @Records(':correctionId/approval', 'Another person approves the correction: it is made', HOW, RecordedCorrection)
  approve(
    @GivenFor('caseId') given: Given,
    @Param('correctionId') correction: string,
    @Body() body: ApproveCorrection,
  ): Promise<RecordedCorrection> {
    return this.corrector.approve(corrections.case.approve, given, { ...body, correction });
  }

  @Allow('decide-corrections')
  @Records(':correctionId/refusal', 'The correction is not approved', HOW)
  decline(
    @GivenFor('caseId') given: Given,
    @Param('correctionId') correction: string,
    @Body() body: DeclineCorrection,
  ): Promise<Recorded> {
    return this.recorder.record(corrections.case.decline, given, { ...body, correction });
  }
}

@Allow('ask-for-corrections')
@RecordsSteps('api/casework/plans/:planId/corrections', 'Correcting the record')
export class CorrectAPlanController {
  constructor(
    private readonly recorder: Recorder,
    private readonly corrector: Corrector,
  ) {}

  @Records('', 'Somebody asks that an earlier event be corrected', HOW)
  request(@GivenFor('planId') given: Given, @Body() body: RequestCorrection): Promise<Recorded> {
    return this.recorder.record(corrections.plan.request, given, body);
  }

  @Allow('decide-corrections')
  @Records(':correctionId/approval', 'Another person approves the correction: it is made', HOW, RecordedCorrection)
  approve(
    @GivenFor('planId') given: Given,
    @Param('correctionId') correction: string,
    @Body() body: ApproveCorrection,
  ): Promise<RecordedCorrection> {
    return this.corrector.approve(corrections.plan.approve, given, { ...body, correction });
  }

  @Allow('decide-corrections')
  @Records(':correctionId/refusal', 'The correction is not approved', HOW)
  decline(
    @GivenFor('planId') given: Given,
    @Param('correctionId') correction: string,
    @Body() body: DeclineCorrection,
  ): Promise<Recorded> {
    return this.recorder.record(corrections.plan.decline, given, { ...body, correction });
  }
}

@Allow('ask-for-corrections')
@RecordsSteps('api/casework/children/:childId/corrections', 'Correcting the record')
export class CorrectAChildController {
  constructor(
    private readonly recorder: Recorder,
    private readonly corrector: Corrector,
  ) {}

  @Records(
    '',
    'Somebody asks that a detail of the child be corrected',
    `${HOW} Old and new values of personal details are sealed.`,
  )
  request(@GivenFor('childId') given: Given, @Body() body: RequestCorrection): Promise<Recorded> {
    return this.recorder.record(corrections.child.request, given, body);
  }

  @Allow('decide-corrections')
  @Records(':correctionId/approval', 'Another person approves the correction: it is made', HOW, RecordedCorrection)
  approve(
    @GivenFor('childId') given: Given,
    @Param('correctionId') correction: string,
    @Body() body: ApproveCorrection,
  ): Promise<RecordedCorrection> {
    return this.corrector.approve(corrections.child.approve, given, { ...body, correction });
  }

  @Allow('decide-corrections')
  @Records(':correctionId/refusal', 'The correction is not approved', HOW)
  decline(
    @GivenFor('childId') given: Given,
    @Param('correctionId') correction: string,
    @Body() body: DeclineCorrection,
  ): Promise<Recorded> {
    return this.recorder.record(corrections.child.decline, given, { ...body, correction });
  }
}
