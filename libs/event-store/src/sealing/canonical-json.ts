/** JSON with the names of every object in order, so that equal content is equal text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sortNames);

const sortNames = (_name: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
};
