import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import {
  disputesOnCase,
  disputesOnPlan,
  RecordAgreement,
  RecordAppeal,
  RecordConcession,
  RecordMediation,
  RecordOrder,
} from './dispute-steps.js';

const WHERE =
  'Recorded where the challenged decision is: a refusal on its case, contents, amendment and end on the plan.';
const ORDER = `Reg 44(2): the order sets new limits, and closes what is left of the clocks of the request. ${WHERE}`;
const CONCESSION = `Reg 45: before its response, the authority told the Tribunal that it will not oppose the appeal. ${WHERE}`;
const AGREEMENT = `Reg 42: on a matter that can be appealed the limits of reg 44 apply; on another one, 2 weeks. ${WHERE}`;

@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId', 'Disputing a decision')
export class DisputeADecisionOnACaseController {
  constructor(private readonly recorder: Recorder) {}

  @Records('mediation', 'A step of mediation', `CFA 2014 s.52–56. ${WHERE}`)
  mediation(@GivenFor('caseId') given: Given, @Body() body: RecordMediation): Promise<Recorded> {
    return this.recorder.record(disputesOnCase.mediation, given, body);
  }

  @Records('appeal', 'A step of an appeal to the Tribunal', `CFA 2014 s.51. ${WHERE}`)
  appeal(@GivenFor('caseId') given: Given, @Body() body: RecordAppeal): Promise<Recorded> {
    return this.recorder.record(disputesOnCase.appeal, given, body);
  }

  @Records('tribunal-order', 'The Tribunal ordered', ORDER)
  order(@GivenFor('caseId') given: Given, @Body() body: RecordOrder): Promise<Recorded> {
    return this.recorder.record(disputesOnCase.order, given, body);
  }

  @Records('concession', 'The authority conceded an appeal', CONCESSION)
  concession(@GivenFor('caseId') given: Given, @Body() body: RecordConcession): Promise<Recorded> {
    return this.recorder.record(disputesOnCase.concession, given, body);
  }

  @Records('mediation-agreement', 'A mediation agreement was made', AGREEMENT)
  agreement(@GivenFor('caseId') given: Given, @Body() body: RecordAgreement): Promise<Recorded> {
    return this.recorder.record(disputesOnCase.agreement, given, body);
  }
}

@Allow('record-steps')
@RecordsSteps('api/casework/plans/:planId', 'Disputing a decision')
export class DisputeADecisionOnAPlanController {
  constructor(private readonly recorder: Recorder) {}

  @Records('mediation', 'A step of mediation', `CFA 2014 s.52–56. ${WHERE}`)
  mediation(@GivenFor('planId') given: Given, @Body() body: RecordMediation): Promise<Recorded> {
    return this.recorder.record(disputesOnPlan.mediation, given, body);
  }

  @Records('appeal', 'A step of an appeal to the Tribunal', `CFA 2014 s.51. ${WHERE}`)
  appeal(@GivenFor('planId') given: Given, @Body() body: RecordAppeal): Promise<Recorded> {
    return this.recorder.record(disputesOnPlan.appeal, given, body);
  }

  @Records('tribunal-order', 'The Tribunal ordered', ORDER)
  order(@GivenFor('planId') given: Given, @Body() body: RecordOrder): Promise<Recorded> {
    return this.recorder.record(disputesOnPlan.order, given, body);
  }

  @Records('concession', 'The authority conceded an appeal', CONCESSION)
  concession(@GivenFor('planId') given: Given, @Body() body: RecordConcession): Promise<Recorded> {
    return this.recorder.record(disputesOnPlan.concession, given, body);
  }

  @Records('mediation-agreement', 'A mediation agreement was made', AGREEMENT)
  agreement(@GivenFor('planId') given: Given, @Body() body: RecordAgreement): Promise<Recorded> {
    return this.recorder.record(disputesOnPlan.agreement, given, body);
  }
}
