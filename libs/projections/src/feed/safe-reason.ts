import { ProjectionFault } from '../errors.js';

/** Classes of SQLSTATE whose messages speak of the schema or the server, never of a value. */
const speaksOfSchema = /^(0A|2B|3F|42|53|54|55|57|58)/;

/** Messages of the JavaScript engine that name only code. */
const speaksOfCode = [
  /^Cannot (read|set) properties of (undefined|null) \((reading|setting) '[\w$]+'\)$/,
  /^[\w$.()]+ is not (defined|a function|a constructor)$/,
  /^Cannot access '[\w$]+' before initialization$/,
  /^Maximum call stack size exceeded$/,
];

interface DatabaseError {
  readonly code: string;
  readonly severity: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
}

const isDatabaseError = (error: Error): error is Error & DatabaseError =>
  'severity' in error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code);

const databaseReason = (error: Error & DatabaseError): string => {
  const where = (['table', 'column', 'constraint'] as const).flatMap((what) =>
    error[what] === undefined ? [] : [`${what} ${error[what]}`],
  );
  const message = speaksOfSchema.test(error.code) ? [error.message] : [];
  return [`SQLSTATE ${error.code}`, ...where, ...message].join(', ');
};

/** The innermost place in our own code: `foldCase (casework_search.ts:45:12)`. */
const place = (error: Error): string | null => {
  const head = `${error.name}: ${error.message}`;
  const stack = error.stack ?? '';
  if (!stack.startsWith(head) && error.message !== '') return null; // cannot tell frames from the message
  const frame = stack
    .slice(head.length)
    .split('\n')
    .find((line) => /^ {4}at /.test(line) && !/node:|node_modules/.test(line));
  const found =
    frame && /^ {4}at (?:(?:async )?([\w$.<>#[\] ]+) \()?(?:file:\/\/)?(?:.*\/)?([\w$.-]+:\d+:\d+)\)?$/.exec(frame);
  if (!found) return null;
  return found[1] ? `${found[1]} (${found[2]})` : found[2]!;
};

/**
 * What may be stored and shown of an error: its class, where it was thrown, and for PostgreSQL's errors SQLSTATE,
 * table, column and constraint. Messages are left out, since they quote values ("invalid input syntax for type date:
 * …"), save those that cannot: a `ProjectionFault`'s, and PostgreSQL's and the engine's about schema and code.
 */
export const safeReason = (error: unknown): string => {
  if (!(error instanceof Error)) return 'something that is not an Error was thrown';
  const at = place(error);
  const suffix = at === null ? '' : ` at ${at}`;
  if (isDatabaseError(error)) return `${databaseReason(error)}${suffix}`;
  const kept = error instanceof ProjectionFault || speaksOfCode.some((pattern) => pattern.test(error.message));
  const name = /^[\w$.]{1,60}$/.test(error.name) ? error.name : 'Error';
  return `${name}${kept ? `: ${error.message}` : ''}${suffix}`.slice(0, 1_000);
};
