import { STATUS_CODES } from 'node:http';

/** What is wrong with one field of a request; `field` is its path, `contacts.0.phone`. */
export interface FieldError {
  readonly field: string;
  /** For programs: `isDateString`, `unknown-la-code`. */
  readonly code: string;
  /** For people. Never quotes the value. */
  readonly message: string;
}

/** RFC 9457: the one shape of every error that we answer with. */
export interface ProblemDetails {
  /** A name for programs, `urn:ehc:problem:wrong-revision`. */
  readonly type: string;
  /** The status in words. */
  readonly title: string;
  readonly status: number;
  /** What is wrong this time, for people. */
  readonly detail?: string;
  /** This one occurrence; the log knows it by the same id. */
  readonly instance?: string;
  readonly errors?: readonly FieldError[];
  /** More, for programs: the current revision, the checks that fail. */
  readonly [extension: string]: unknown;
}

export interface ProblemOptions extends ErrorOptions {
  readonly errors?: readonly FieldError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Response headers, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An error that is the answer to a request. Thrown anywhere below a controller or page.
 *
 * What it says reaches the caller as it stands, so it quotes nothing that the caller may not see; it is not logged.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly errors: readonly FieldError[];
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param status HTTP status
   * @param code what is wrong, for programs: lower case with hyphens; part of the API, so not to be renamed
   * @param detail the same for people: whole sentences
   */
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    { errors = [], extensions = {}, headers = {}, ...options }: ProblemOptions = {},
  ) {
    super(detail, options);
    this.errors = errors;
    this.extensions = extensions;
    this.headers = headers;
  }

  /** @param instance the request's own URI */
  toDetails(instance?: string): ProblemDetails {
    return {
      ...this.extensions,
      type: problemType(this.code),
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      detail: this.detail,
      ...(instance !== undefined && { instance }),
      ...(this.errors.length > 0 && { errors: this.errors }),
    };
  }
}

export const problemType = (code: string): string => `urn:ehc:problem:${code}`;

/** 400: the request itself is wrong; the same request will never do. */
export const badRequest = (code: string, detail: string, options?: ProblemOptions): Problem =>
  new Problem(400, code, detail, options);

/** 403: understood, and not allowed to this caller. */
export const forbidden = (code: string, detail: string, options?: ProblemOptions): Problem =>
  new Problem(403, code, detail, options);

/** 404: no such thing, or none that this caller may know of. */
export const notFound = (code: string, detail: string, options?: ProblemOptions): Problem =>
  new Problem(404, code, detail, options);

/** 409: it clashes with what is recorded: another revision, the same id with other content. */
export const conflict = (code: string, detail: string, options?: ProblemOptions): Problem =>
  new Problem(409, code, detail, options);

/** 422: well formed, and not possible as things stand: a rule of the pathway forbids it. */
export const unprocessable = (code: string, detail: string, options?: ProblemOptions): Problem =>
  new Problem(422, code, detail, options);

/** 503: not now. */
export const unavailable = (code: string, detail: string, { headers, ...options }: ProblemOptions = {}): Problem =>
  new Problem(503, code, detail, { ...options, headers: { 'Retry-After': '5', ...headers } });
