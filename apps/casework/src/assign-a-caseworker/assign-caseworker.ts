import { defineStep, fact, optional, StepRequest, type StreamDefinition, Words } from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';
import { planStream } from '../streams/plan-stream.js';

export class AssignCaseworker extends StepRequest {
  @Words('User name of the caseworker, not the name of a person.', {}, 400)
  caseworker!: string;

  @Words('The team.', optional, 400)
  team?: string;
}

const assignCaseworker = <State>(stream: StreamDefinition<State>) =>
  defineStep({
    stream,
    records: 'CaseworkerAssigned',
    decide: (_, command: AssignCaseworker) => fact('CaseworkerAssigned', command),
  });

export const assignCaseworkerToCase = assignCaseworker(caseStream);
export const assignCaseworkerToPlan = assignCaseworker(planStream);
