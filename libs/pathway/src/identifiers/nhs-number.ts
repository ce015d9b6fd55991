import type { Branded } from './branded.js';
import { fault, lengthFault, type IdentifierFault } from './fault.js';
import { normaliseNumber } from './normalise.js';

/**
 * An NHS number: 10 digits, the last a check digit. Kept without blanks, printed 3-3-4 ({@link formatNhsNumber}).
 * Ranges are not checked: test patients (999…, 9000…, 944…) are as good as any here.
 */
export type NhsNumber = Branded<'NHS number'>;

/**
 * Checks and normalises an NHS number. Digits 1 to 9 are weighted 10 to 2 and summed; the check digit is 11 less the
 * remainder by 11, where 11 is written 0 and 10 means that no number begins with these nine digits. Source:
 * data-standards §3.3.
 */
export function parseNhsNumber(text: string): NhsNumber | IdentifierFault {
  const number = normaliseNumber(text);
  if (number.length !== 10) return lengthFault('NHS number', 'An NHS number has 10 digits', number);
  if (!/^\d{10}$/.test(number)) return fault('NHS number', 'form', 'An NHS number has digits only');
  let sum = 0;
  for (let index = 0; index < 9; index++) sum += Number(number[index]) * (10 - index);
  const check = (11 - (sum % 11)) % 11;
  // A check of 10 equals no digit, so the comparison refuses it too.
  if (check !== Number(number[9])) {
    return fault(
      'NHS number',
      'check',
      'The last digit of this NHS number does not agree with the rest: one digit is mistyped',
    );
  }
  return number as NhsNumber;
}

/** Whether the text is an NHS number, once blanks and hyphens are put right. */
export function isNhsNumber(text: string): boolean {
  return typeof parseNhsNumber(text) === 'string';
}

/** As people read it: `991 200 3888`. */
export function formatNhsNumber(number: NhsNumber): string {
  return `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
}
