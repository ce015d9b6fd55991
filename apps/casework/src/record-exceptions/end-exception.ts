import { defineStep, fact, notBefore, notFound, outOfOrder, StepRequest } from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';

/** `happenedOn` is the last day of the circumstance. */
export class EndException extends StepRequest {}

/** The circumstance came to its end; what is left of the assessment is due as soon as practicable (Code 9.43). */
export const endException = defineStep({
  stream: caseStream,
  records: 'ExceptionEnded',
  mayFollow: (state, event) => {
    const exception = state.exceptions.find((one) => one.exception === event.payload.exception);
    if (!exception) return notFound('exception');
    if (exception.to) {
      return outOfOrder(
        `This exception ended on ${exception.to}.`,
        'If that day is wrong, ask for a correction of it.',
      );
    }
    return notBefore(event, exception.from, 'the circumstance began');
  },
  decide: (_, command: EndException & { exception: string }) => fact('ExceptionEnded', command),
});
