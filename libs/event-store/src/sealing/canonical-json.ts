/**
 * JSON in the one form that RFC 8785 gives every content, so that equal content is equal text: names in order of their
 * UTF-16 code units, no white space, numbers and strings as ECMAScript writes them. Members that are undefined are left
 * out, as JSON.stringify does.
 *
 * @throws RangeError for a number that JSON cannot say (Infinity, NaN)
 */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`JSON cannot say ${value}.`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => [name, (value as Record<string, unknown>)[name]] as const)
    .filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
};
