import type { EventStore } from '@ehc/event-store';
import { foldAdvice, readEvent } from '@ehc/pathway';
import type { AdviceAsked, AdviceBody } from '@ehc/identity';

/** `AdviceAsked` for small logs without read models: it goes through every request for advice. */
export const adviceAskedInLog = (store: EventStore): AdviceAsked => ({
  bodiesAskedOn: async (authority, caseId) => {
    const upTo = await store.head();
    const recorded = await store.readByStream(100_000, { prefix: 'advice-', upTo });
    const names = new Set(recorded.filter((event) => event.authority === authority).map(({ stream }) => stream));
    return [...names].flatMap((name): readonly AdviceBody[] => {
      const events = recorded.filter(({ stream }) => stream === name).map(readEvent);
      const state = foldAdvice(events.filter((event) => event !== null));
      return state.case === caseId && state.requested && state.body ? [state.body] : [];
    });
  },
});
