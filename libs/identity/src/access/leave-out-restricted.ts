/**
 * An answer without what names a restricted record: entries of lists that name one are left out, elsewhere the id is
 * null. Whatever a route forgot, no id of such a record leaves the service.
 */
export const leaveOutRestricted = (answer: unknown, hidden: ReadonlySet<string>): unknown => {
  if (typeof answer === 'string') return hidden.has(answer) ? null : answer;
  if (Array.isArray(answer)) {
    return answer.filter((entry) => !namesOneOf(entry, hidden)).map((entry) => leaveOutRestricted(entry, hidden));
  }
  if (!isPlain(answer)) return answer;
  return Object.fromEntries(Object.entries(answer).map(([field, value]) => [field, leaveOutRestricted(value, hidden)]));
};

const namesOneOf = (entry: unknown, hidden: ReadonlySet<string>): boolean =>
  (typeof entry === 'string' && hidden.has(entry)) ||
  (isPlain(entry) && Object.values(entry).some((value) => typeof value === 'string' && hidden.has(value)));

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && !(value instanceof Uint8Array);
