import type { Branded } from './branded.js';
import { fault, lengthFault, type IdentifierFault } from './fault.js';
import { normaliseNumber } from './normalise.js';

/** A unique learner number: 10 digits, of which the first is not 0 and the last is a check digit. */
export type Uln = Branded<'ULN'>;

/**
 * Checks and normalises a ULN. Digits 1 to 9 are weighted 10 to 2 and summed; the check digit is 10 less the remainder
 * by 11, and no ULN has the remainder 0. Source: data-standards §3.3.
 */
export function parseUln(text: string): Uln | IdentifierFault {
  const uln = normaliseNumber(text);
  if (uln.length !== 10) return lengthFault('ULN', 'A ULN has 10 digits', uln);
  if (!/^\d{10}$/.test(uln)) return fault('ULN', 'form', 'A ULN has digits only');
  if (uln.startsWith('0')) return fault('ULN', 'form', 'A ULN does not begin with 0');
  const remainder = weightedSum(uln) % 11;
  if (remainder === 0 || 10 - remainder !== Number(uln[9])) {
    return fault('ULN', 'check', 'The last digit of this ULN does not agree with the rest: one digit is mistyped');
  }
  return uln as Uln;
}

/** Whether the text is a ULN, once blanks are put right. */
export function isUln(text: string): boolean {
  return typeof parseUln(text) === 'string';
}

function weightedSum(digits: string): number {
  let sum = 0;
  for (let index = 0; index < 9; index++) sum += Number(digits[index]) * (10 - index);
  return sum;
}
