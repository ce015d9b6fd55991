import { Allow } from '@ehc/identity';
import { EVENT_STORE, type EventStore } from '@ehc/event-store';
import { foldCase } from '@ehc/pathway';
import { Body, Inject } from '@nestjs/common';
import {
  firstRefusal,
  type Given,
  GivenFor,
  notBefore,
  outOfOrder,
  pathwayEvents,
  readOwn,
  type Recorded,
  Recorder,
  Records,
  RecordsSteps,
  refused,
} from '@ehc/recording';
import { AskForAdvice, askForAdvice } from './ask-for-advice.js';

@Allow('record-steps')
@RecordsSteps('api/advice/requests', 'Asking for advice')
export class AskForAdviceController {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Records(
    '',
    'A body was asked for its advice',
    'Reg 6(1), 8(1): it answers within 6 weeks of receiving the request (A2). What must be sought is asked for by itself when an assessment is agreed; this is for more, or for another team.',
  )
  async ask(@GivenFor() given: Given, @Body() body: AskForAdvice): Promise<Recorded> {
    const history = await readOwn(this.store, given.caller.authority, 'case', body.case);
    const state = foldCase(pathwayEvents(history));
    const refusal = firstRefusal(
      !state.assessmentShown &&
        !state.decidedEarlier &&
        outOfOrder('It has not been decided to make an assessment of this case.', 'Record that decision first.'),
      notBefore(body, state.assessmentShown, 'an assessment was agreed'),
    );
    if (refusal) throw refused(refusal);
    return this.recorder.record(askForAdvice, given, { ...body, child: state.child! });
  }
}
