/** Letters that Unicode does not take apart into a plain letter and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n', ĸ: 'k', ŧ: 't', ə: 'e',
}; // prettier-ignore

/** Straight, typographic and modifier apostrophes, primes, and the accents typed in their place. */
const APOSTROPHES = /['’‘‛ʼʻʽ`´′ʹ＇]/gu;
const HYPHENS = /[\p{Pd}−\u00ad]/gu;

/**
 * The words of a name as they are compared: without accents, in lower case, apostrophes and hyphens left out
 * ("Ayşe O’Brien-Çelik" is `ayse`, `obriencelik`).
 */
export const nameWords = (name: string): string[] => wordsOf(name.replace(APOSTROPHES, '').replace(HYPHENS, ''));

/**
 * Every way in which somebody may look for a name: its words, and the parts between apostrophes and hyphens, since
 * "Smith-Jones" is looked for as "Smith", "Jones", "Smith Jones" and "SmithJones", "O'Brien" as "OBrien" and "O Brien".
 */
export const nameVariants = (name: string): string[] => [
  ...new Set([
    ...nameWords(name),
    ...wordsOf(name.replace(APOSTROPHES, '').replace(HYPHENS, ' ')),
    ...wordsOf(name.replace(APOSTROPHES, ' ').replace(HYPHENS, ' ')),
  ]),
];

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{ASCII}]/gu, (letter) => PLAIN[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
