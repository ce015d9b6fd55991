import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { DecideNotToIssue, decideNotToIssue } from './decide-not-to-issue.js';
import { DecideToIssue, decideToIssue } from './decide-to-issue.js';

@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId', 'Deciding whether to issue a plan')
export class DecideWhetherToIssueController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    'decision-to-issue',
    'It was decided that a plan will be issued',
    'CFA 2014 s.37(1). The law sets no limit for this decision: week 16 binds only a decision not to issue.',
  )
  decideToIssue(@GivenFor('caseId') given: Given, @Body() body: DecideToIssue): Promise<Recorded> {
    return this.recorder.record(decideToIssue, given, body);
  }

  @Records(
    'decision-not-to-issue',
    'The family was told that no plan will be issued',
    'Reg 10(1), (3): within 16 weeks of receiving the request (A3), with reasons and the right of appeal.',
  )
  decideNotToIssue(@GivenFor('caseId') given: Given, @Body() body: DecideNotToIssue): Promise<Recorded> {
    return this.recorder.record(decideNotToIssue, given, body);
  }
}
