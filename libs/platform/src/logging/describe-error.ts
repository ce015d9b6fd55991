/** What the log keeps of an error. */
export interface ErrorDescription {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  /** PostgreSQL's names of the place: they are ours, not the data's. */
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  readonly routine?: string;
  /** Where it was thrown, innermost first. */
  readonly at?: readonly string[];
  readonly cause?: ErrorDescription;
}

/**
 * Describes an error without what it may quote. PostgreSQL's messages repeat values (`invalid input syntax for type
 * date: "…"`, `Key (upn)=(…) already exists`), and so do those of parsers (`Unexpected token … in "{"name":…`); of these
 * only codes and names are kept.
 */
export const describeError = (error: unknown, depth = 0): ErrorDescription => {
  if (!(error instanceof Error) && !isErrorLike(error)) return { type: typeof error };
  const source = error as unknown as Record<string, unknown>;
  // TypeORM wraps the driver's error, and adds the statement and its parameters.
  if (isErrorLike(source['driverError'])) {
    return { ...describeError(source['driverError'], depth), type: String(source['name']) };
  }
  const name = typeof source['name'] === 'string' ? source['name'] : 'Error';
  return {
    type: name,
    ...texts(source, ['code']),
    ...(mayQuote(source) ? texts(source, ['table', 'column', 'constraint', 'routine']) : texts(source, ['message'])),
    ...frames(source['stack']),
    ...(source['cause'] !== undefined && depth < 4 && { cause: describeError(source['cause'], depth + 1) }),
  };
};

const isErrorLike = (value: unknown): value is Error =>
  value instanceof Error || (typeof value === 'object' && value !== null && 'message' in value && 'stack' in value);

const mayQuote = (error: Record<string, unknown>): boolean =>
  // pg's DatabaseError
  ('severity' in error && 'code' in error) || error['name'] === 'SyntaxError';

const texts = (source: Record<string, unknown>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = source[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );

/** The lines of the stack that say where; the lines before them repeat the message. */
const frames = (stack: unknown): { at?: string[] } => {
  if (typeof stack !== 'string') return {};
  const at = stack
    .split('\n')
    .filter((line) => /^\s+at .+:\d+(:\d+)?\)?$/.test(line))
    .map((line) => line.trim().slice(3))
    .slice(0, 15);
  return at.length > 0 ? { at } : {};
};
