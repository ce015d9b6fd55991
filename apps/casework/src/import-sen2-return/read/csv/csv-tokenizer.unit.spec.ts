import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CsvFault } from './csv-fault.js';
import { CsvTokenizer, MAX_RECORD_CHARACTERS, type CsvRecord } from './csv-tokenizer.js';

function tokenize(text: string, chunk = text.length + 1): CsvRecord[] {
  const tokenizer = new CsvTokenizer();
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += chunk) records.push(...tokenizer.push(text.slice(at, at + chunk)));
  return [...records, ...tokenizer.end()];
}

const cells = (text: string): string[][] => tokenize(text).map((record) => record.cells);
const lines = (text: string): number[] => tokenize(text).map(({ line }) => line);

describe('CsvTokenizer', () => {
  it.each([
    ['CRLF', 'a,b\r\nc,d\r\n'],
    ['LF', 'a,b\nc,d\n'],
    ['CR', 'a,b\rc,d\r'],
    ['mixed', 'a,b\rc,d\r\n'],
    ['none at the end', 'a,b\r\nc,d'],
  ])('cuts rows at %s', (_, text) =>
    expect(cells(text)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]),
  );

  it('knows the physical line on which each row starts', () => {
    expect(lines('a\r\nb\nc\rd\r\n\r\n\ne')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(lines('a,"one\r\ntwo\nthree\rfour"\r\nb,c\r\n')).toEqual([1, 5]);
  });

  it('knows where a row with line breaks in it ends, and where its quote opens', () => {
    expect(tokenize('x\r\na,"one\r\ntwo",b,"three\nfour"\r\n')[1]).toEqual({
      line: 2,
      lastLine: 4,
      quoteLine: 3,
      cells: ['a', 'one\r\ntwo', 'b', 'three\nfour'],
    });
    expect(tokenize('a,"b"\r\n')[0]).toMatchObject({ line: 1, lastLine: 1, quoteLine: 0 });
  });

  it.each([
    ['"a,b",c', [['a,b', 'c']]],
    ['"say ""hello""",c', [['say "hello"', 'c']]],
    ['"""",c', [['"', 'c']]],
    ['"",""', [['', '']]],
    ['  "a",b', [['a', 'b']]],
    ['a"b,c', [['a"b', 'c']]],
    ['a "b" c,d', [['a "b" c', 'd']]],
    ['"a"b,c', [['ab', 'c']]],
    ['"a" ,c', [['a ', 'c']]],
    ['a,,', [['a', '', '']]],
    [',', [['', '']]],
    ['', []],
    ['\r\n', [['']]],
    ['""', [['']]],
    ['"a\r\n\r\nb"', [['a\r\n\r\nb']]],
    ['"a"\r\nb', [['a'], ['b']]],
  ])('%j is %j', (text, expected) => expect(cells(text)).toEqual(expected));

  it.each([
    ['to the end of the file', 'a,b\r\nc,"d\r\ne,f\r\n', 2],
    ['until the next cell in quotes', 'a,b\r\nc,"d\r\ne,"f"\r\n', 2],
    ['in a later line of a row', 'a\r\n"b\r\nc","d\r\ne,f', 3],
    ['at once', '"', 1],
  ])('says on which line a quote opens that is not closed %s', (_, text, line) => {
    for (const chunk of [1, 2, 100]) {
      expect(() => tokenize(text, chunk)).toThrow(new CsvFault('quote-not-closed', line));
    }
  });

  it('gives up on a quote or a row without an end before it fills the memory', () => {
    const row = 'a,b,c\r\n';
    const endless = `${row}x,"${row.repeat(MAX_RECORD_CHARACTERS / row.length + 1)}`;
    expect(() => tokenize(endless, 65536)).toThrow(new CsvFault('quote-not-closed', 2));
    expect(() => tokenize(`${row}${'x'.repeat(MAX_RECORD_CHARACTERS + 1)}`, 65536)).toThrow(
      new CsvFault('record-too-long', 2),
    );
    expect(() => tokenize(`${row}${','.repeat(MAX_RECORD_CHARACTERS + 1)}`, 65536)).toThrow(
      new CsvFault('record-too-long', 2),
    );
  });

  it('says nothing of what stands in the file', () => {
    expect(() => tokenize('a\r\n"Secret name\r\n')).toThrow(/^quote-not-closed on line 2$/);
  });

  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', ' ', 'a', 'é', '\t'), maxLength: 12 }),
  );
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
  const lineEnd = fc.constantFrom('\r\n', '\n', '\r');
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

  it('gives back whatever was put into quotes, however the text is cut up', () => {
    fc.assert(
      fc.property(table, lineEnd, fc.integer({ min: 1, max: 9 }), (rows, end, chunk) => {
        const text = rows.map((row) => row.map(quote).join(',') + end).join('');
        const records = tokenize(text, chunk);
        expect(records.map((record) => record.cells)).toEqual(rows);
        // Each row starts where the text up to it says.
        const starts = rows.map((_, i) => {
          const before = rows.slice(0, i).map((row) => row.map(quote).join(',') + end);
          return 1 + (before.join('').match(/\r\n|\r|\n/g) ?? []).length;
        });
        // "\r" of one row's end and "\n" at the next one's start would be one line end; quotes keep them apart.
        expect(records.map(({ line }) => line)).toEqual(starts);
      }),
    );
  });

  it('comes to the same however any text is cut up', () => {
    const outcome = (text: string, chunk: number): unknown => {
      try {
        return tokenize(text, chunk);
      } catch (error) {
        return (error as Error).message;
      }
    };
    const text = fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', ' ', 'a'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 5 }), (given, chunk) => {
        expect(outcome(given, chunk)).toEqual(outcome(given, 1000));
      }),
    );
  });
});
