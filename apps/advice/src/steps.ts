/**
 * The steps of advice and their stream, for whoever takes them otherwise than over HTTP: a simulation. They are the same
 * deciders, with the same rules.
 */
export { dispenseWithAdvice, returnNil, submitAdvice } from './answer-a-request/answer-steps.js';
export { askForAdvice } from './ask-for-advice/ask-for-advice.js';
export { corrections } from './correct-the-record/corrections.js';
export {
  adviceOf,
  BODY_FOR,
  commandFor as commandAsking,
} from './policies/ask-for-advice-when-an-assessment-is-agreed.js';
export { adviceStream } from './streams/advice-stream.js';
