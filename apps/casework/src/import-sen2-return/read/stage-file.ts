import { arrange, type Layout } from './columns.js';
import { CsvFault } from './csv/csv-fault.js';
import type { CsvRecord } from './csv/csv-tokenizer.js';
import type { Encoding } from './csv/inspect-file.js';
import { readRecords } from './csv/read-records.js';
import type { FindingLog } from './finding-log.js';
import { readKey } from './keys.js';
import { keyColumn } from './modules.js';
import { SEN2_RULES } from './rules/catalogue.js';
import { RowReader } from './rules/row-reader.js';
import type { StagedModule, StagedRow, Staging } from './staging.js';

/** Rows to one statement. */
const ROWS_AT_ONCE = 1000;

/** Brings a file's rows into staging; the number of rows. What makes a row unusable at first sight is noted. */
export async function stageFile(
  file: { readonly path: string; readonly encoding: Encoding; readonly layout: Layout },
  staging: Staging,
  log: FindingLog,
  onRows: (rows: number) => void,
): Promise<number> {
  const module = file.layout.module as StagedModule;
  let rows = 0;
  let waiting: StagedRow[] = [];
  let columnLine = true;
  // One statement is on its way while the rows for the next are read.
  let sent: Promise<void> = Promise.resolve();
  const send = async (): Promise<void> => {
    await sent;
    sent = staging.add(waiting);
    // It is awaited below; until then a failure must not end the process.
    sent.catch(() => undefined);
    rows += waiting.length;
    waiting = [];
    onRows(rows);
  };
  try {
    for await (const records of readRecords(file.path, file.encoding)) {
      for (const record of records) {
        if (columnLine) {
          columnLine = false;
          continue;
        }
        refuseSwallowedRows(record, file.layout);
        waiting.push(stagedRow(record, module, file.layout, log));
        if (waiting.length >= ROWS_AT_ONCE) await send();
      }
    }
    await send();
  } finally {
    // Also where the file turns out to be unusable: the next one's statements come after this one's.
    await sent;
  }
  return rows;
}

function stagedRow(record: CsvRecord, module: StagedModule, layout: Layout, log: FindingLog): StagedRow {
  const { line, lastLine, cells: given } = record;
  const cells = arrange(layout, given);
  const key = readKey(cells[0] ?? '');
  const parent = readKey(cells[1] ?? '');
  if (given.length !== layout.width) {
    const detail = lastLine === line ? undefined : `It runs to line ${lastLine}: is a quotation mark out of place?`;
    log.add(module, line, { rule: SEN2_RULES.wrongCells, field: '', detail });
    return { module, line, key, parent, cells: null, marks: [] };
  }
  if (key === '') {
    log.add(module, line, { rule: SEN2_RULES.keyMissing, field: keyColumn(module) });
    return { module, line, key, parent, cells: null, marks: [] };
  }
  return { module, line, key, parent, cells, marks: module === 'person' ? marksOf(cells) : [] };
}

/** What no two persons share. Name and birth date only where there is nothing better (measures-contract.md). */
function marksOf(cells: readonly string[]): StagedRow['marks'] {
  const row = new RowReader('person', cells, new Set());
  const marks: { kind: 'upn' | 'uln' | 'name'; text: string }[] = [];
  const { upn } = row.upn('upn');
  const { uln } = row.uln('uniquelearnernumber');
  if (upn !== null) marks.push({ kind: 'upn', text: upn });
  if (uln !== null) marks.push({ kind: 'uln', text: uln });
  const name = [row.raw('surname'), row.raw('forename'), row.date('personbirthdate') ?? ''];
  if (marks.length === 0 && !name.includes('')) marks.push({ kind: 'name', text: name.join('\0').toLowerCase() });
  return marks;
}

/**
 * A quote that is opened and not closed may be "closed" by a later one, with the right number of cells to the row, and
 * the rows between are lost without a sign. No text of a return has a line in it with as many commas as a row has.
 */
function refuseSwallowedRows({ quoteLine, cells }: CsvRecord, { width }: Layout): void {
  if (quoteLine === 0) return;
  for (const cell of cells) {
    const [, ...inner] = cell.split(/\r\n|\n|\r/);
    if (inner.some((line) => line.split(',').length >= Math.max(3, width - 2))) {
      throw new CsvFault('quote-not-closed', quoteLine);
    }
  }
}
