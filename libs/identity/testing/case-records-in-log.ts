import type { EventStore } from '@ehc/event-store';
import { foldAdvice, readEvent } from '@ehc/pathway';
import type { AdviceBody, CaseRecords } from '@ehc/identity';

/** `CaseRecords` for small logs without read models: it goes through all of it. */
export const caseRecordsInLog = (store: EventStore): CaseRecords => ({
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
  idsOf: async (authority, children) => {
    const recorded = await store.readAll('0', 100_000, { authority, prefixes: ['case-', 'plan-', 'advice-'] });
    const own = recorded.filter(({ child }) => child !== null && children.includes(child));
    return [...new Set(own.map(({ stream }) => stream.slice(stream.indexOf('-') + 1)))];
  },
});
