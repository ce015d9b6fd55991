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

@Allow('ask-for-corrections-of-advice')
@RecordsSteps('api/advice/requests/:adviceId/corrections', 'Correcting the record')
export class CorrectAdviceController {
  constructor(
    private readonly recorder: Recorder,
    private readonly corrector: Corrector,
  ) {}

  @Records('', 'Somebody asks that an earlier event be corrected', HOW)
  request(@GivenFor('adviceId') given: Given, @Body() body: RequestCorrection): Promise<Recorded> {
    return this.recorder.record(corrections.request, given, body);
  }

  @Allow('decide-corrections')
  @Records(':correctionId/approval', 'Another person approves the correction: it is made', HOW, RecordedCorrection)
  approve(
    @GivenFor('adviceId') given: Given,
    @Param('correctionId') correction: string,
    @Body() body: ApproveCorrection,
  ): Promise<RecordedCorrection> {
    return this.corrector.approve(corrections.approve, given, { ...body, correction });
  }

  @Allow('decide-corrections')
  @Records(':correctionId/refusal', 'The correction is not approved', HOW)
  decline(
    @GivenFor('adviceId') given: Given,
    @Param('correctionId') correction: string,
    @Body() body: DeclineCorrection,
  ): Promise<Recorded> {
    return this.recorder.record(corrections.decline, given, { ...body, correction });
  }
}
