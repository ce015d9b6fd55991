import type { Branded } from './branded.js';
import { fault, lengthFault, type IdentifierFault } from './fault.js';
import { normaliseNumber } from './normalise.js';

/** A UK provider reference number (colleges and other providers of learning): 8 digits, the first of them 1. */
export type Ukprn = Branded<'UKPRN'>;

/** Checks and normalises a UKPRN. It has no check digit; whether the provider exists is not known here. */
export function parseUkprn(text: string): Ukprn | IdentifierFault {
  const ukprn = normaliseNumber(text);
  if (ukprn.length !== 8) return lengthFault('UKPRN', 'A UKPRN has 8 digits', ukprn);
  if (!/^\d{8}$/.test(ukprn)) return fault('UKPRN', 'form', 'A UKPRN has digits only');
  if (!ukprn.startsWith('1')) return fault('UKPRN', 'form', 'A UKPRN begins with 1');
  return ukprn as Ukprn;
}

/** Whether the text is a UKPRN, once blanks are put right. */
export function isUkprn(text: string): boolean {
  return typeof parseUkprn(text) === 'string';
}
