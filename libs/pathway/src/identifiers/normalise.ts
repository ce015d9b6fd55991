/**
 * The form in which identifiers are checked and kept: upper case, without blanks of any kind (also no-break spaces and
 * the byte-order mark that spreadsheets leave behind).
 */
export function normaliseIdentifier(text: string): string {
  // `\s` covers U+00A0 and U+FEFF; zero-width spaces and joiners do not count as white space and are named.
  return text.replace(/[\s\u200B-\u200D\u2060]+/g, '').toUpperCase();
}

/** As {@link normaliseIdentifier}, and without the hyphens and dashes with which numbers are printed in groups. */
export function normaliseNumber(text: string): string {
  return normaliseIdentifier(text).replace(/[-\u2010-\u2013]+/g, '');
}
