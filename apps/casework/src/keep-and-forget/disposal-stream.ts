import { foldOf } from '@ehc/pathway';
import { defineStream } from '@ehc/recording';

/** A proposal to forget children. */
export interface DisposalState {
  /** Of the event that proposed it; null before. */
  proposal: string | null;
  children: readonly string[];
  ended: 'confirmed' | 'withdrawn' | null;
}

/** `disposal-<id>`: one proposal to forget children whose records need not be kept any longer. */
export const disposalStream = defineStream<DisposalState>({
  kind: 'disposal',
  noun: 'disposal',
  fold: foldOf<DisposalState>(
    () => ({ proposal: null, children: [], ended: null }),
    (state, event) => {
      if (event.type === 'DisposalProposed') {
        state.proposal = event.id;
        state.children = event.payload.children;
      } else if (event.type === 'DisposalConfirmed') state.ended = 'confirmed';
      else if (event.type === 'DisposalWithdrawn') state.ended = 'withdrawn';
    },
  ),
  childOf: () => null,
  clocks: () => [],
});
