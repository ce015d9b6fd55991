import { id } from '@ehc/pathway/testing';
import { checkEvent, type EventType, type PathwayEvent } from '@ehc/pathway';
import { expect } from '@jest/globals';
import { deriveId, type Fact, Refusal, type Step, type StepRequest } from '@ehc/recording';

/** The day on which the tests of deciders are set. */
export const TODAY = '2027-12-31';

interface When {
  readonly actor?: string;
  readonly today?: string;
  /** What is sealed, by event. */
  readonly sealed?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Who recorded an event; "a.caseworker" where it is not said. */
  readonly actors?: Readonly<Record<string, string>>;
}

/** *Given these events, when this command comes, then these events follow, or it is refused.* */
export const given = (...history: readonly (PathwayEvent | readonly PathwayEvent[])[]) => ({
  when: <State, C extends StepRequest>(step: Step<State, C>, command: C, when: When = {}) => {
    const events = history.flat() as PathwayEvent[];
    const decision = step.decide(step.stream.fold(events), command, {
      today: when.today ?? TODAY,
      actor: when.actor ?? 'a.caseworker',
      authority: '891',
      history: events,
      actorOf: (event) => when.actors?.[event] ?? 'a.caseworker',
      newId: (what) => deriveId(id(1), what),
      opened: (event) => when.sealed?.[event] ?? {},
    });
    return {
      /** These events follow, each as far as it is described; what is recorded is as the catalogue says. */
      leadsTo: (...expected: readonly (EventType | Readonly<Record<string, unknown>>)[]): readonly Fact[] => {
        if (decision instanceof Refusal) throw new Error(`Refused: ${decision.detail} ${decision.todo}`);
        for (const fact of decision) checkEvent(fact.type, fact.payload, fact.sealed);
        expect(decision).toMatchObject(expected.map((one) => (typeof one === 'string' ? { type: one } : one)));
        return decision;
      },
      /** It is refused, and what is said, what is wrong and what to do, matches. */
      isRefused: (says: RegExp, field?: string): void => {
        if (!(decision instanceof Refusal))
          throw new Error(`Not refused, but led to ${decision.map(({ type }) => type)}`);
        expect(`${decision.detail} ${decision.todo}`).toMatch(says);
        expect(decision.todo.length).toBeGreaterThan(5);
        if (field !== undefined) expect(decision.field).toBe(field);
      },
    };
  },
});
