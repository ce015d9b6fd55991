import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { ReverseRefusal, reverseRefusal } from './reverse-refusal.js';

@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId', 'Reversing a refusal')
export class ReverseARefusalController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    'refusal-reversed',
    'A refusal was reversed and the family told',
    'The clocks of the original request run on, unless an order, a concession or an agreement set others in their place (regs 42, 44, 45).',
  )
  reverse(@GivenFor('caseId') given: Given, @Body() body: ReverseRefusal): Promise<Recorded> {
    return this.recorder.record(reverseRefusal, given, body);
  }
}
