/** What can be wrong with a request. */
export type ErrorCode =
  /** The line is no JSON object. */
  | 'invalid_json'
  | 'unknown_rule'
  | 'missing_fact'
  /** Not `YYYY-MM-DD`, no such date, or an answer outside the calendar. */
  | 'invalid_date'
  | 'invalid_value'
  /** An unknown setting or a value that it does not take. */
  | 'invalid_setting';

/** The error part of an answer. `field` is a path into the request: `facts.meetingOn`, `exceptions[0].from`. */
export interface AnswerError {
  code: ErrorCode;
  message: string;
  field?: string;
}

/** Thrown inside the library for a request that cannot be answered; `calculate` turns it into `error`. */
export class ClockError extends Error {
  override name = 'ClockError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }

  toAnswerError(): AnswerError {
    return this.field === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, field: this.field };
  }
}
