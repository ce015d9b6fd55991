/** Instants to the microsecond, which a JavaScript `Date` cannot hold: microseconds since 1970, as a bigint. */
export type Microseconds = bigint;

const ISO = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})$/;

/** Parses an ISO 8601 instant with an offset; digits after the sixth are cut off. @throws RangeError on anything else */
export const microsecondsFromIso = (iso: string): Microseconds => {
  const [, whole, fraction = '', offset] = ISO.exec(iso) ?? [];
  const milliseconds = Date.parse(`${whole}${offset}`);
  if (Number.isNaN(milliseconds)) throw new RangeError('Not an ISO 8601 instant with an offset.');
  return BigInt(milliseconds) * 1000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
};

/** ISO 8601 in UTC with all six digits, so that equal instants are equal strings and strings sort as instants do. */
export const isoFromMicroseconds = (microseconds: Microseconds): string => {
  const milliseconds = microseconds / 1000n;
  const rest = String(microseconds % 1000n).padStart(3, '0');
  return `${new Date(Number(milliseconds)).toISOString().slice(0, -1)}${rest}Z`;
};
