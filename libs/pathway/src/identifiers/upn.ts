import type { Branded } from './branded.js';
import { fault, lengthFault, type IdentifierFault } from './fault.js';
import { normaliseIdentifier } from './normalise.js';

/**
 * A unique pupil number: check letter, 3 digits of the local authority and 4 of the school that gave it, 2 of the
 * year, and a serial of 3 digits (permanent) or 2 digits and a letter (temporary). 13 characters in all.
 *
 * The authority in it is the one that *gave* the number, at the time: it may be retired (928) or have nothing to do
 * with where the child lives, so it is never checked against the list of authorities.
 */
export type Upn = Branded<'UPN'>;

/** The letters that stand for 0 to 22: the alphabet without I, O and S. Also the letters a temporary serial ends with. */
const ALPHABET = 'ABCDEFGHJKLMNPQRTUVWXYZ';

const FORM = /^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/;

/**
 * Checks and normalises a UPN. Characters 2 to 13 are weighted by their position (2 to 13), summed, and the remainder
 * by 23 names the check letter. Source: data-standards §3.3, whose vectors are all tested.
 */
export function parseUpn(text: string): Upn | IdentifierFault {
  const upn = normaliseIdentifier(text);
  if (upn.length !== 13) return lengthFault('UPN', 'A UPN has 13 characters', upn);
  if (!FORM.test(upn)) {
    return fault(
      'UPN',
      'form',
      `A UPN is a letter (not I, O or S), 11 digits, and a last digit or letter; ${where(upn)}`,
    );
  }
  if (upn[0] !== checkLetter(upn.slice(1))) {
    return fault(
      'UPN',
      'check',
      'The first letter of this UPN does not agree with the rest: one character is mistyped',
    );
  }
  return upn as Upn;
}

/** Whether the text is a UPN, once case and blanks are put right. */
export function isUpn(text: string): boolean {
  return typeof parseUpn(text) === 'string';
}

/** A temporary UPN (last character a letter) is given until the permanent one is known, and will change. */
export function upnKind(upn: Upn): 'permanent' | 'temporary' {
  return /\d$/.test(upn) ? 'permanent' : 'temporary';
}

/** The check letter of the 12 characters after it. Throws where these have not the form of a UPN. */
export function checkLetter(rest: string): string {
  let sum = 0;
  for (const [index, character] of [...rest].entries()) {
    const value = /\d/.test(character) ? Number(character) : ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError('Not the last 12 characters of a UPN');
    sum += value * (index + 2);
  }
  return ALPHABET[sum % 23] as string;
}

/** Names the first position that breaks the form; the position, not the character. */
function where(upn: string): string {
  const at = [...upn].findIndex((character, index) => {
    if (index === 0) return !ALPHABET.includes(character);
    if (index === 12) return !/\d/.test(character) && !ALPHABET.includes(character);
    return !/\d/.test(character);
  });
  return `character ${at + 1} is not`;
}
