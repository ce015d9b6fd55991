import {
  Day,
  dayNotAfter,
  dayNotBefore,
  defineStep,
  fact,
  FieldOf,
  firstRefusal,
  Flag,
  invalid,
  notBefore,
  type Of,
  optional,
  type Refusal,
  StepRequest,
  Words,
} from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';

export class RecordException extends StepRequest {
  @FieldOf(
    'ExceptionRecorded',
    'kind',
    'X1 school closed, X2 early-years provider closed, X3 or X3b exceptional (personal) circumstances, X4 absent 4 weeks, X4b absent 2 weeks, X5 appointment missed, coronavirus; or any other reason by a short name. What the law does not know lifts nothing, and says so (regs 5(4), 8(2), 10(4), 13(3)).',
  )
  kind!: Of<'ExceptionRecorded', 'kind'>;

  @Flag('Whether it made keeping the limit impractical. Without that nothing is lifted.')
  impractical!: boolean;

  @Day('First day of the circumstance or absence (X3, X3b, X4, X4b).', optional)
  from?: string;

  @Day('Last day of it, where it is over. Both ends count.', optional)
  to?: string;

  @Day('Day on which the head or provider was asked for advice (X1, X2).', optional)
  adviceRequestedOn?: string;

  @Day('First day of the closure (X1, X2).', optional)
  closedFrom?: string;

  @Day('Day on which it opens again (X1, X2).', optional)
  reopensOn?: string;

  @Day('Day of the appointment that was missed (X5).', optional)
  missedOn?: string;

  @FieldOf('ExceptionRecorded', 'body', 'The body whose appointment was missed (X5): health, social_care, ….')
  body?: Of<'ExceptionRecorded', 'body'>;

  @Words('Who approved it, by role or user name.', optional, 400)
  approvedBy?: string;

  @Day('Day on which the family was told, and why (Code 9.43).', optional)
  familyToldOn?: string;

  @Words('What happened. Sealed.', optional)
  reason?: string;

  @Words('The evidence for it. Sealed.', optional)
  evidence?: string;
}

/** A circumstance that may lift a time limit. It never moves one: which limits it lifts is read off the law. */
export const recordException = defineStep({
  stream: caseStream,
  records: 'ExceptionRecorded',
  mayFollow: (state, event) => {
    const { from, to, closedFrom, reopensOn, familyToldOn } = event.payload;
    return firstRefusal(
      notBefore(event, state.requested, 'the request was received'),
      dayNotBefore('to', to, from, 'the circumstance began'),
      dayNotBefore('reopensOn', reopensOn, closedFrom, 'it closed'),
      dayNotAfter('from', from, event.happenedOn, 'the day on which the exception was recorded as found'),
      dayNotBefore('familyToldOn', familyToldOn, state.requested, 'the request was received'),
    );
  },
  decide: (_, command: RecordException, { newId }) =>
    firstRefusal(
      !/^[A-Za-z0-9_-]+$/.test(command.kind) &&
        invalid(
          'kind',
          'The kind of an exception is a short code.',
          'Use letters, digits and hyphens; say the rest in reason.',
        ),
      ...datesOf(command),
    ) ?? fact('ExceptionRecorded', command, { exception: newId('exception') }),
});

const NEEDS: Readonly<Record<string, readonly (keyof RecordException)[]>> = {
  X1: ['adviceRequestedOn', 'closedFrom', 'reopensOn'],
  X2: ['adviceRequestedOn', 'closedFrom', 'reopensOn'],
  X3: ['from'],
  X3b: ['from'],
  X4: ['from'],
  X4b: ['from'],
  X5: ['missedOn'],
};

/** A date without which the law could not judge the exception must be there. */
const datesOf = (command: RecordException): (Refusal | undefined)[] =>
  (Object.hasOwn(NEEDS, command.kind) ? NEEDS[command.kind]! : []).map((field) =>
    command[field] === undefined
      ? invalid(
          field,
          `An exception ${command.kind} needs ${field}.`,
          'Give that date; without it the law lifts nothing.',
        )
      : undefined,
  );
