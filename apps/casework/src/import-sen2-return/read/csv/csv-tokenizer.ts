import { CsvFault } from './csv-fault.js';

/** One row of a CSV file, cut into cells. */
export interface CsvRecord {
  /** Physical line on which the row starts, counted from 1. */
  readonly line: number;
  /** Physical line on which it ends; differs from `line` where a quoted cell has line breaks in it. */
  readonly lastLine: number;
  /** Line on which the last quoted cell with a line break in it opens; 0 where there is none. */
  readonly quoteLine: number;
  readonly cells: string[];
}

const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

/** No row of a return comes near this; what does has lost its line ends or the end of a quote. */
export const MAX_RECORD_CHARACTERS = 1024 * 1024;

/** quote-in-quoted: just after a quote in a quoted cell, which is its end or the first half of a doubled quote. */
type At = 'cell-start' | 'plain' | 'quoted' | 'quote-in-quoted';

/**
 * Cuts text into rows and cells as RFC 4180 has it, chunk by chunk, and knows on which physical line each row starts.
 *
 * Written by hand since `csv-parse` 7 counts a CRLF inside quotes as two lines, does not say where an unclosed quote
 * opened, and puts cell values into its error messages. Line ends may be CRLF, LF or CR, mixed. A quote inside an
 * unquoted cell is a plain character; text after a closing quote is kept, unless the quoted cell ran over a line end:
 * then the quote that "closed" it was the next cell's opening one, and rows were swallowed.
 */
export class CsvTokenizer {
  private at: At = 'cell-start';
  private line = 1;
  private recordLine = 1;
  private quoteLine = 0;
  private openedOn = 0;
  private cells: string[] = [];
  /** What of the current cell was in earlier chunks, or before an escape. */
  private held = '';
  private recordLength = 0;
  private lastWasCr = false;

  /** The rows that end in this chunk. */
  push(text: string): CsvRecord[] {
    const records: CsvRecord[] = [];
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === LF && this.lastWasCr) {
        // The second half of a CRLF: a line end that was already counted. Inside quotes it stays in the cell.
        this.lastWasCr = false;
        if (this.at !== 'quoted') start = i + 1;
        continue;
      }
      this.lastWasCr = c === CR;
      const lineEnd = c === LF || c === CR;
      switch (this.at) {
        case 'quoted':
          if (c === QUOTE) {
            this.hold(text, start, i);
            start = i + 1;
            this.at = 'quote-in-quoted';
          } else if (lineEnd) {
            this.line++;
            this.quoteLine = this.openedOn;
          }
          continue;
        case 'quote-in-quoted':
          if (c === QUOTE) {
            // The doubled quote stands for one: keep the second.
            start = i;
            this.at = 'quoted';
            continue;
          }
          if (c !== COMMA && !lineEnd) {
            if (this.quoteLine === this.openedOn) throw new CsvFault('quote-not-closed', this.openedOn);
            this.at = 'plain';
            continue;
          }
          break;
        case 'cell-start':
          if (c === QUOTE && text.slice(start, i).trim() === '' && this.held.trim() === '') {
            this.held = '';
            start = i + 1;
            this.openedOn = this.line;
            this.at = 'quoted';
            continue;
          }
          // Blanks may stand before the opening quote.
          if (c !== COMMA && !lineEnd && c !== 32 && c !== 9) this.at = 'plain';
          break;
        case 'plain':
          break;
      }
      if (c === COMMA || lineEnd) {
        this.hold(text, start, i);
        start = i + 1;
        this.endCell();
        if (lineEnd) records.push(this.endRecord());
      }
    }
    this.hold(text, start, text.length);
    return records;
  }

  /** The last row, where the file does not end with a line end. */
  end(): CsvRecord[] {
    if (this.at === 'quoted') throw new CsvFault('quote-not-closed', this.openedOn);
    if (this.cells.length === 0 && this.held === '' && this.at === 'cell-start') return [];
    this.endCell();
    return [this.endRecord()];
  }

  private hold(text: string, from: number, to: number): void {
    if (to <= from) return;
    this.grow(to - from);
    const part = text.slice(from, to);
    this.held = this.held === '' ? part : this.held + part;
  }

  private endCell(): void {
    this.grow(1);
    this.cells.push(this.held);
    this.held = '';
    this.at = 'cell-start';
  }

  private grow(by: number): void {
    this.recordLength += by;
    if (this.recordLength <= MAX_RECORD_CHARACTERS) return;
    throw this.at === 'quoted'
      ? new CsvFault('quote-not-closed', this.openedOn)
      : new CsvFault('record-too-long', this.recordLine);
  }

  private endRecord(): CsvRecord {
    const record = { line: this.recordLine, lastLine: this.line, quoteLine: this.quoteLine, cells: this.cells };
    this.cells = [];
    this.recordLength = 0;
    this.quoteLine = 0;
    this.line++;
    this.recordLine = this.line;
    return record;
  }
}
