import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { CloseCase, closeCase } from './close-case.js';
import { MoveIn, moveIn, MoveOut, moveOut } from './move.js';
import { Withdraw, withdrawAssessment, withdrawRequest } from './withdraw.js';

@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId', 'Withdrawing, moving, closing')
export class WithdrawMoveOrCloseController {
  constructor(private readonly recorder: Recorder) {}

  @Records('request-withdrawn', 'The request was withdrawn before the decision whether to assess')
  withdrawRequest(@GivenFor('caseId') given: Given, @Body() body: Withdraw): Promise<Recorded> {
    return this.recorder.record(withdrawRequest, given, body);
  }

  @Records('assessment-withdrawn', 'The assessment was withdrawn before the decision whether to issue a plan')
  withdrawAssessment(@GivenFor('caseId') given: Given, @Body() body: Withdraw): Promise<Recorded> {
    return this.recorder.record(withdrawAssessment, given, body);
  }

  @Records(
    'move-out',
    'The child moved to another authority',
    'Nothing more is due here; the new authority has its own clocks.',
  )
  moveOut(@GivenFor('caseId') given: Given, @Body() body: MoveOut): Promise<Recorded> {
    return this.recorder.record(moveOut, given, body);
  }

  @Records(
    'move-in',
    'The child moved here while another authority was assessing',
    'The clocks run from the request here, or, under the setting moveClock old_clock, from the one there.',
  )
  moveIn(@GivenFor('caseId') given: Given, @Body() body: MoveIn): Promise<Recorded> {
    return this.recorder.record(moveIn, given, body);
  }

  @Records('closing', 'The case ended in another way')
  close(@GivenFor('caseId') given: Given, @Body() body: CloseCase): Promise<Recorded> {
    return this.recorder.record(closeCase, given, body);
  }
}
