import { nameVariants, nameWords } from './normalise-name.js';

/** Identifiers by which a child may be looked for. */
export type IdentifierKind = 'upn' | 'uln' | 'nhs' | 'local';

/** By what a child may be looked for. */
export interface Findable {
  /** Full names: the one in use, legal and former ones, in the order in which they are written. */
  readonly names?: readonly string[];
  /** YYYY-MM-DD */
  readonly birthDate?: string | null;
  readonly identifiers?: readonly { readonly kind: IdentifierKind; readonly value: string }[];
}

/**
 * A thing that can be looked for, with its kind in front, in plain text: `name:celik`, `name3:cel`, `dob:2015-03-04`,
 * `upn:A123456789012`, `person:ayse celik|2015-03-04`. Never stored; `BlindIndex` hashes it.
 */
export type Term = string;

/** A whole word of a name. */
export const wholeNameTerm = (word: string): Term => `name:${word}`;
/** The first three letters of a word of a name. */
export const nameStartTerm = (word: string): Term => `name3:${[...word].slice(0, 3).join('')}`;
export const birthDateTerm = (date: string): Term => `dob:${date}`;
export const identifierTerm = (kind: IdentifierKind, value: string): Term =>
  `${kind}:${value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')}`;
/** The same full name and birth date: most likely the same child. */
export const personTerm = (name: string, birthDate: string): Term => `person:${nameWords(name).join(' ')}|${birthDate}`;

/** All terms under which a child is to be found, each once. */
export const termsOf = ({ names = [], birthDate, identifiers = [] }: Findable): Term[] => {
  const words = names.flatMap(nameVariants);
  return [
    ...new Set([
      ...words.map(wholeNameTerm),
      ...words.map(nameStartTerm),
      ...(birthDate ? [birthDateTerm(birthDate), ...names.map((name) => personTerm(name, birthDate))] : []),
      ...identifiers.filter(({ value }) => value.trim() !== '').map(({ kind, value }) => identifierTerm(kind, value)),
    ]),
  ];
};
