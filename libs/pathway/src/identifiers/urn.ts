import type { Branded } from './branded.js';
import { fault, lengthFault, type IdentifierFault } from './fault.js';
import { normaliseNumber } from './normalise.js';

/** A unique reference number of a school or other establishment on "Get information about schools": 6 digits. */
export type Urn = Branded<'URN'>;

/** Checks and normalises a URN. It has no check digit; whether the establishment exists is not known here. */
export function parseUrn(text: string): Urn | IdentifierFault {
  const urn = normaliseNumber(text);
  if (urn.length !== 6) return lengthFault('URN', 'A URN has 6 digits', urn);
  if (!/^\d{6}$/.test(urn)) return fault('URN', 'form', 'A URN has digits only');
  return urn as Urn;
}

/** Whether the text is a URN, once blanks are put right. */
export function isUrn(text: string): boolean {
  return typeof parseUrn(text) === 'string';
}
