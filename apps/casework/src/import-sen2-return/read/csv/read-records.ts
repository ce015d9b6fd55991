import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { CsvTokenizer, type CsvRecord } from './csv-tokenizer.js';
import { CHUNK_BYTES, type Encoding } from './inspect-file.js';

/** The rows of a file, some at a time, without those in which every cell is blank. Throws `CsvFault`. */
export async function* readRecords(path: string, encoding: Encoding): AsyncGenerator<CsvRecord[]> {
  const tokenizer = new CsvTokenizer();
  // A TextDecoder takes a byte-order mark away.
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    yield tokenizer.push(decoder.decode(chunk, { stream: true })).filter(hasContent);
  }
  yield [...tokenizer.push(decoder.decode()), ...tokenizer.end()].filter(hasContent);
}

const hasContent = ({ cells }: CsvRecord): boolean => cells.some((cell) => cell.trim() !== '');
