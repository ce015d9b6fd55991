import type { Branded } from './branded.js';
import { fault, lengthFault, type IdentifierFault } from './fault.js';
import { laByCode } from './local-authorities.js';
import { normaliseIdentifier } from './normalise.js';

/** The DfE's 3-digit code of an English local authority, present or retired: `891` is Nottinghamshire. */
export type LaCode = Branded<'LA code'>;

/**
 * Checks and normalises an LA code. A retired code (`928`) is a code: old plans and old returns hold it; ask
 * `laByCode(code).until` whether it still is one.
 */
export function parseLaCode(text: string): LaCode | IdentifierFault {
  const code = normaliseIdentifier(text);
  if (code.length !== 3) return lengthFault('LA code', 'An LA code has 3 digits', code);
  if (!/^\d{3}$/.test(code)) return fault('LA code', 'form', 'An LA code has digits only');
  if (laByCode(code) === undefined) {
    return fault('LA code', 'unknown', 'No local authority in England has or had this LA code');
  }
  return code as LaCode;
}

/** Whether the text is the code of an English local authority, present or retired. */
export function isLaCode(text: string): boolean {
  return typeof parseLaCode(text) === 'string';
}
