import type { EventType, PathwayEvent, PathwayEventOf } from '@ehc/pathway';
import type { Fact } from './fact.js';
import { firstRefusal, invalid, Refusal } from './refusal.js';
import type { StepRequest } from './step-request.js';
import type { MayFollow, StreamDefinition } from './stream.js';

/** What a decider may know besides the state and the command. All of it is given, so that deciders stay pure. */
export interface Circumstances {
  /** The civil date in Europe/London. */
  readonly today: string;
  /** Who takes the step. */
  readonly actor: string;
  /** In whose name: the code of the local authority. */
  readonly authority: string;
  /** The stream's events as they were recorded, corrections among them. */
  readonly history: readonly PathwayEvent[];
  /** Who recorded an event of the stream. */
  readonly actorOf: (event: string) => string | null;
  /** An id derived from the command's, the same whenever the command comes again. */
  readonly newId: (what: string) => string;
  /** What is sealed in an event of this stream, opened; null where nothing is, or its key is destroyed. */
  readonly opened: (event: string) => Readonly<Record<string, unknown>> | null;
}

/** What a decider answers: the events that follow, or why there are none. */
export type Decision = readonly Fact[] | Refusal;

/** One step that a person may record. */
export interface Step<State, Command extends StepRequest> {
  readonly stream: StreamDefinition<State>;
  /** The event that it leads to; its name in logs and in derived ids. */
  readonly records: EventType;
  /** Whether it may begin a stream. */
  readonly begins: boolean;
  /** Whether the decider looks into what is sealed. */
  readonly opens: boolean;
  readonly decide: (state: State, command: Command, circumstances: Circumstances) => Decision;
}

export interface StepDescription<State, T extends EventType, Command extends StepRequest> {
  readonly stream: StreamDefinition<State>;
  readonly records: T;
  readonly begins?: boolean;
  readonly opens?: boolean;
  /** For what follows from a step in another stream, where the order was looked at: no order rule is asked. */
  readonly followsFromElsewhere?: boolean;
  /** The order rule of the event; asked of every event of this type, whichever step led to it. */
  readonly mayFollow?: (state: State, event: PathwayEventOf<T>) => Refusal | undefined;
  /** *Given this state and this command, which events?* */
  readonly decide: (state: State, command: Command, circumstances: Circumstances) => Decision | Fact;
}

/**
 * Defines a step, and makes its order rule known to its stream. The decider it answers is the whole of it: the date is
 * looked at, the step decides, and each event must be in order.
 */
export const defineStep = <State, T extends EventType, Command extends StepRequest>(
  description: StepDescription<State, T, Command>,
): Step<State, Command> => {
  const { stream, records, mayFollow, begins = false, opens = false, followsFromElsewhere = false } = description;
  if (mayFollow) stream.order.set(records, mayFollow as MayFollow<State>);
  return {
    stream,
    records,
    begins,
    opens,
    decide: (state, command, circumstances) => {
      const impossible = cannotHaveHappened(command.happenedOn, circumstances.today);
      if (impossible) return impossible;
      const decided = description.decide(state, command, circumstances);
      if (decided instanceof Refusal) return decided;
      const facts = 'type' in decided ? [decided] : decided;
      if (followsFromElsewhere) return facts;
      return firstRefusal(...facts.map((one) => inOrder(stream, state, one))) ?? facts;
    },
  };
};

/** Day on which Part 3 of the Children and Families Act 2014 came into force. */
const COMMENCEMENT = '2014-09-01';

/** What is recorded has happened: nobody records tomorrow's step, nor one from before the law under which it is taken. */
const cannotHaveHappened = (happenedOn: string, today: string): Refusal | undefined => {
  if (happenedOn > today) {
    return invalid(
      'happenedOn',
      `${happenedOn} lies in the future: today is ${today}.`,
      'Give the day on which it was done, today or earlier; record it when it has been done.',
    );
  }
  return happenedOn < COMMENCEMENT
    ? invalid(
        'happenedOn',
        `${happenedOn} is before ${COMMENCEMENT}, when the law of EHC plans came into force.`,
        'Check the year. Older history comes with an import.',
      )
    : undefined;
};

const inOrder = <State>(stream: StreamDefinition<State>, state: State, one: Fact): Refusal | undefined =>
  stream.order.get(one.type)?.(state, { ...one, id: '', source: 'entered' } as PathwayEvent);
