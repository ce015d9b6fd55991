import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import {
  DispenseWithAdvice,
  dispenseWithAdvice,
  returnNil,
  ReturnNil,
  submitAdvice,
  SubmitAdvice,
} from './answer-steps.js';

@Allow('record-steps')
@RecordsSteps('api/advice/requests/:adviceId', 'Answering a request for advice')
export class AnswerARequestController {
  constructor(private readonly recorder: Recorder) {}

  @Allow('answer-advice')
  @Records('answer', 'The body gave its advice', 'Reg 8(1): within 6 weeks of receiving the request (A2).')
  submit(@GivenFor('adviceId') given: Given, @Body() body: SubmitAdvice): Promise<Recorded> {
    return this.recorder.record(submitAdvice, given, body);
  }

  @Allow('answer-advice')
  @Records('nil-return', 'The body has nothing to say', 'An answer, which stops the clock (A2), but not an assessment.')
  returnNil(@GivenFor('adviceId') given: Given, @Body() body: ReturnNil): Promise<Recorded> {
    return this.recorder.record(returnNil, given, body);
  }

  @Records(
    'dispensed-with',
    'The advice need not be sought again',
    'Reg 6(4): author, authority and family are satisfied with what there is.',
  )
  dispenseWith(@GivenFor('adviceId') given: Given, @Body() body: DispenseWithAdvice): Promise<Recorded> {
    return this.recorder.record(dispenseWithAdvice, given, body);
  }
}
