import { Allow } from '@ehc/identity';
import { Body, Param } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { EndException, endException } from './end-exception.js';
import { RecordException, recordException } from './record-exception.js';

@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId/exceptions', 'Exceptions to the time limits')
export class RecordExceptionsController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    '',
    'A circumstance arose that may lift a time limit',
    'Regs 5(4), 8(2), 10(4), 13(3), 27(3), 44(3), 45(7). An exception lifts a limit and never moves it: the due date stays, and what is left is due as soon as practicable.',
  )
  record(@GivenFor('caseId') given: Given, @Body() body: RecordException): Promise<Recorded> {
    return this.recorder.record(recordException, given, body);
  }

  @Records(':exceptionId/end', 'The circumstance came to its end', 'Code of Practice 9.43.')
  end(
    @GivenFor('caseId') given: Given,
    @Param('exceptionId') exception: string,
    @Body() body: EndException,
  ): Promise<Recorded> {
    return this.recorder.record(endException, given, { ...body, exception });
  }
}
