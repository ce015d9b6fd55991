import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { ChildIntake } from '../request-an-assessment/child-intake.js';
import {
  tellFamilyOfTransfer,
  TellFamilyOfTransfer,
  transferIn,
  TransferIn,
  transferOut,
  TransferOut,
} from './transfer-steps.js';

@Allow('record-steps')
@RecordsSteps('api/casework/plans', 'Moving a plan between authorities')
export class TransferThePlanController {
  constructor(
    private readonly recorder: Recorder,
    private readonly children: ChildIntake,
  ) {}

  @Records(
    'transferred-in',
    'A plan came from another authority with the child',
    'Reg 15: the family is told within 6 weeks of the transfer (E2), and the plan reviewed by the later of 12 months from its last review and 3 months from the transfer (E3). happenedOn is the day of the transfer.',
  )
  transferIn(@GivenFor() given: Given, @Body() body: TransferIn): Promise<Recorded> {
    return this.children.record(transferIn, given, body);
  }

  @Records(':planId/family-told-of-transfer', 'The family was told of the transfer', 'Reg 15(4): within 6 weeks (E2).')
  tellFamily(@GivenFor('planId') given: Given, @Body() body: TellFamilyOfTransfer): Promise<Recorded> {
    return this.recorder.record(tellFamilyOfTransfer, given, body);
  }

  @Records(
    ':planId/transferred-out',
    'The plan went with the child to another authority',
    'Reg 15(2): on the day of the move, or within 15 working days of becoming aware of it (E1).',
  )
  transferOut(@GivenFor('planId') given: Given, @Body() body: TransferOut): Promise<Recorded> {
    return this.recorder.record(transferOut, given, body);
  }
}
