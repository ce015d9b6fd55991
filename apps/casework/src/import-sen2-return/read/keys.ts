/** What a spreadsheet makes of a long number: its last digits are gone. */
const DAMAGED = /^\d+(?:[.,]\d+)?e\+?\d+$/i;

/**
 * A table id as a key: any text, since it means nothing outside its export. `123.0` is 123 (data-standards.md §1.5).
 * Empty where there is none, or none that can be told from others.
 */
export function readKey(cell: string): string {
  const key = cell.trim();
  return DAMAGED.test(key) ? '' : key.replace(/^(\d+)\.0+$/, '$1').toLowerCase();
}
