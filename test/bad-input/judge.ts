import { MARK } from './hostile-values.js';
import type { Answered } from './service-under-attack.js';

/** What tells of the inside: places in code and on the disk, statements, the words of PostgreSQL and of libraries. */
const INSIDE: readonly RegExp[] = [
  /\bat [^\n"]+\.(js|ts|mjs):\d+/,
  /node_modules|node:internal|file:\/\//,
  /\/(tmp|home|root|usr|work|var)\//,
  /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^"]*\b(FROM|VALUES|SET|WHERE)\b/,
  /syntax error|relation "|column "|constraint|SQLSTATE|invalid input syntax|out of range for type|pg_/i,
  /QueryFailed|TypeORM|TypeError|RangeError|ReferenceError|Cannot read propert|is not a function|is not iterable/,
  /BEGIN (EC |RSA )?PRIVATE KEY|postgres(ql)?:\/\//,
];

/** What is wrong with an answer to a hostile request; null where nothing is. */
export const faultOf = ({ status, headers, text }: Answered): string | null => {
  if (status >= 500) return `status ${status}: ${text.slice(0, 300)}`;
  if (headers['x-planted'] !== undefined) return 'a header was planted';
  if (String(headers['set-cookie']).includes('planted')) return 'a cookie was planted';
  if (status < 400) return null;
  if (!String(headers['content-type']).startsWith('application/problem+json')) return `no problem details: ${text}`;
  if (text.includes(MARK)) return `what was sent comes back: ${text.slice(0, 300)}`;
  const inside = INSIDE.find((pattern) => pattern.test(text));
  return inside ? `tells of the inside (${inside}): ${text.slice(0, 300)}` : null;
};
