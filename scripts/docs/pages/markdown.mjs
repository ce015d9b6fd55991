/** Pieces of which pages are put together. */

/** Said at the top of a page that nobody should edit. */
export const GENERATED =
  '<!-- Made by scripts/docs/generate-reference.mjs from the code. Do not edit: run `npm run docs:reference`. -->';

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');

export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

export const code = (text) => `\`${text}\``;

export const codes = (texts) => texts.map(code).join(', ');

/** The address of a heading on its own page, as GitHub makes it. */
export const anchor = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Paragraphs and blocks, a blank line between them; what is empty is left out. */
export const page = (...parts) => `${parts.flat(Infinity).filter(Boolean).join('\n\n')}\n`;

export const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
