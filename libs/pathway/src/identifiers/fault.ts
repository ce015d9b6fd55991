/** The identifiers this project checks, as people name them. */
export type IdentifierName = 'UPN' | 'ULN' | 'NHS number' | 'URN' | 'UKPRN' | 'LA code';

/**
 * Why a text is not the identifier it is given for.
 *
 * - `form`: too long, too short, or a character that cannot stand where it stands
 * - `check`: the form is right, the check character or digit is not: most likely mistyped
 * - `unknown`: the form is right, but no such thing is in the list (LA codes only)
 *
 * `says` is for people. It never repeats the value: faults go into logs, import reports and error pages, where a
 * child's identifier must not.
 */
export interface IdentifierFault {
  readonly identifier: IdentifierName;
  readonly kind: 'form' | 'check' | 'unknown';
  readonly says: string;
}

/** Tells a fault from an identifier (which is a string). */
export function isIdentifierFault(result: string | IdentifierFault): result is IdentifierFault {
  return typeof result !== 'string';
}

/** Makes a fault; kept here so that every one has the same shape. */
export function fault(identifier: IdentifierName, kind: IdentifierFault['kind'], says: string): IdentifierFault {
  return Object.freeze({ identifier, kind, says });
}

/** A form fault for identifiers of a fixed length: says how many characters were found, or that there were none. */
export function lengthFault(identifier: IdentifierName, expected: string, found: string): IdentifierFault {
  const found_ = found.length === 0 ? 'nothing was given' : `${found.length} were given`;
  return fault(identifier, 'form', `${expected}; ${found_}`);
}
