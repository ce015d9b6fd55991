import type { Payload } from '@ehc/pathway';
import { defineStep, fact, outOfOrder, Refusal, type StepRequest } from '@ehc/recording';
import { type DisposalState, disposalStream } from './disposal-stream.js';

export type ProposeDisposal = StepRequest & Payload<'DisposalProposed'>;

/** Somebody proposes that children be forgotten. */
export const proposeDisposal = defineStep({
  stream: disposalStream,
  records: 'DisposalProposed',
  begins: true,
  decide: (_, command: ProposeDisposal) => fact('DisposalProposed', command),
});

/** A second person confirms it. */
export const confirmDisposal = defineStep({
  stream: disposalStream,
  records: 'DisposalConfirmed',
  mayFollow: (state) => stillOpen(state),
  decide: ({ proposal }, command: StepRequest, { actor, actorOf }) => {
    const proposer = proposal === null ? null : actorOf(proposal);
    return proposer !== null && samePerson(proposer, actor)
      ? new Refusal(
          'not-allowed',
          'Whoever proposes a disposal cannot confirm it.',
          'Ask a colleague to look at it and confirm it under their own name.',
        )
      : fact('DisposalConfirmed', command);
  },
});

/** It is not confirmed. */
export const withdrawDisposal = defineStep({
  stream: disposalStream,
  records: 'DisposalWithdrawn',
  mayFollow: (state) => stillOpen(state),
  decide: (_, command: StepRequest) => fact('DisposalWithdrawn', command),
});

const stillOpen = ({ ended }: DisposalState) =>
  ended === null ? undefined : outOfOrder(`This disposal was ${ended} before.`, 'Propose a new one.');

/** Names of people, not of accounts: written as people write them. */
const samePerson = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
