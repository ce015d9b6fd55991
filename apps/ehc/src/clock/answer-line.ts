import { type Answer, type ClockRequest, calculate } from '@ehc/statutory-clock';
import { type Line, TOO_LONG } from './lines.js';

/** The most bytes that a request line may have. The longest sensible request has a few thousand. */
export const LONGEST_LINE = 1_000_000;

const BYTE_ORDER_MARK = 0xfeff;

/** An answer as a line of JSON without its newline. */
export interface AnswerLine {
  text: string;
  failed: boolean;
}

/** Answers one line; `undefined` for a blank one, which is passed over. */
export function answerLine(line: Line): AnswerLine | undefined {
  if (line === TOO_LONG) return failure(`A line may have ${LONGEST_LINE} bytes at most.`);
  if (line.trim() === '') return undefined;
  let request: unknown;
  try {
    request = JSON.parse(line.charCodeAt(0) === BYTE_ORDER_MARK ? line.slice(1) : line);
  } catch {
    return failure('The line is not JSON.');
  }
  const answer = calculate(request as ClockRequest);
  try {
    return { text: JSON.stringify(answer), failed: answer.error !== undefined };
  } catch {
    // Something echoed was nested more deeply than can be written.
    return failure('The line is nested too deeply.');
  }
}

function failure(message: string): AnswerLine {
  const answer: Answer = { error: { code: 'invalid_json', message } };
  return { text: JSON.stringify(answer), failed: true };
}
