/**
 * Why a file cannot be cut into rows. It carries the line alone: what stands there may be about a person.
 *
 * quote-not-closed: a quote opens on `line` and does not close where a cell can end.
 * record-too-long: the row that starts on `line` is longer than any row of a return can be.
 */
export class CsvFault extends Error {
  constructor(
    readonly kind: 'quote-not-closed' | 'record-too-long',
    readonly line: number,
  ) {
    super(`${kind} on line ${line}`);
    this.name = 'CsvFault';
  }
}
