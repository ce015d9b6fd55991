import {
  Day,
  dayNotBefore,
  defineStep,
  fact,
  FieldOf,
  Id,
  type Of,
  optional,
  outOfOrder,
  StepRequest,
  Words,
} from '@ehc/recording';
import { adviceStream } from '../streams/advice-stream.js';

export class AskForAdvice extends StepRequest {
  @Id('Id of the case for whose assessment the advice is.')
  case!: string;

  @FieldOf('AdviceRequested', 'kind', 'The kind of advice (reg 6(1)(a) to (h)).')
  kind!: Of<'AdviceRequested', 'kind'>;

  @FieldOf('AdviceRequested', 'body', 'The body that is asked.')
  body!: Of<'AdviceRequested', 'body'>;

  @FieldOf('AdviceRequested', 'team', "The body's team, by its name; never a person.")
  team?: Of<'AdviceRequested', 'team'>;

  @Day(
    'Day on which the body received the request: day 0 of its six weeks (reg 8(1)). Left out: the day of asking.',
    optional,
  )
  receivedOn?: string;

  @Words('Who is to write it, where that is known. Sealed.', optional, 400)
  person?: string;

  @Words('Note to the body. Sealed.', optional)
  note?: string;
}

/** The authority asked a body for its advice (reg 6(1)): A2 begins. */
export const askForAdvice = defineStep({
  stream: adviceStream,
  records: 'AdviceRequested',
  begins: true,
  mayFollow: (state, event) =>
    state.requested
      ? outOfOrder(
          'This request for advice has been made already.',
          'Ask again by a new request, without naming this one.',
        )
      : dayNotBefore('receivedOn', event.payload.receivedOn, event.happenedOn, 'the advice was asked for'),
  decide: (_, command: AskForAdvice & { child: string }) => fact('AdviceRequested', command),
});
