import { Allow } from '@ehc/identity';
import { randomUUID } from 'node:crypto';
import { EVENT_STORE, type EventStore } from '@ehc/event-store';
import { foldPlan } from '@ehc/pathway';
import { Body, Inject } from '@nestjs/common';
import {
  deriveId,
  type Given,
  GivenFor,
  notFound,
  pathwayEvents,
  readOwn,
  type Recorded,
  Recorder,
  Records,
  RecordsSteps,
  refused,
} from '@ehc/recording';
import { linkReassessment, openReassessment, RequestReassessment } from './request-reassessment.js';

@Allow('record-steps')
@RecordsSteps('api/casework/plans/:planId', 'Reassessing')
export class ReassessController {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Records(
    'reassessment',
    'A reassessment was asked for',
    'CFA 2014 s.44(2), reg 23: the family is told within 15 days whether there will be one (B1), and has the final plan within 14 weeks of that (B2). It is a case of its own; its decisions are recorded there. With route own_motion there is no B1.',
  )
  async reassess(@GivenFor('planId') given: Given, @Body() body: RequestReassessment): Promise<Recorded> {
    const history = await readOwn(this.store, given.caller.authority, 'plan', given.id!);
    const plan = foldPlan(pathwayEvents(history));
    if (plan.child === null) throw refused(notFound('plan'));
    const { commandId: inBody, ...request } = body;
    const commandId = given.commandId ?? inBody?.toLowerCase() ?? randomUUID();
    const caseId = deriveId(commandId, 'case');
    const terms = { ...given, id: caseId, commandId, expectedRevision: undefined };
    const opening = { ...request, expectedRevision: undefined, child: plan.child, previousPlan: given.id! };
    // A request that the case would refuse must leave no link on the plan.
    await this.recorder.mayBeRecorded(openReassessment, terms, opening);
    // On the plan first: where it has ended there is nothing to reassess. Sent again, both go on where they stopped.
    await this.recorder.record(
      linkReassessment,
      { ...given, commandId: deriveId(commandId, 'link') },
      { ...request, case: caseId },
    );
    return this.recorder.record(openReassessment, terms, opening);
  }
}
