import { createHash, createHmac } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { assemblePerson, type AssemblyContext } from './assemble-person.js';
import { COLUMNS, arrange, layoutOf, type Layout } from './columns.js';
import { CsvFault } from './csv/csv-fault.js';
import { findFiles, type FolderFault, type FoundFile } from './csv/find-files.js';
import { inspectFile, type Encoding } from './csv/inspect-file.js';
import { readRecords } from './csv/read-records.js';
import { FindingLog } from './finding-log.js';
import { readKey } from './keys.js';
import { MODULES, parentColumn, type ModuleName } from './modules.js';
import type { ReadOptions } from './open-return.js';
import { readHeader } from './read-header.js';
import { ReturnRefused } from './return-refused.js';
import type { PersonRow } from './rows.js';
import { SEN2_REFUSALS, SEN2_RULES } from './rules/catalogue.js';
import type { Fault, Rule } from './rules/rule.js';
import type { ModuleCount, ReturnHeader, Sen2Return } from './sen2-return.js';
import { stageFile } from './stage-file.js';
import type { StagedModule, Staging } from './staging.js';

/** A return of the largest authority is some tens of megabytes; a file past this is none. */
const MAX_FILE_BYTES = 1024 ** 3;
/** No person has so many requests, plans, placements and needs; they would all have to be in memory at once. */
const MAX_ROWS_OF_ONE = 5000;

const FOLDER_FAULTS: Readonly<Record<FolderFault, Rule>> = {
  'folder-missing': SEN2_REFUSALS.folderMissing,
  'folder-is-a-file': SEN2_REFUSALS.folderIsFile,
  'folder-unreadable': SEN2_REFUSALS.folderUnreadable,
};

const FILE_FAULTS: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EISDIR', 'ENOENT', 'EIO']);

/** One of the nine files, looked through and found readable. */
interface ReadableFile extends FoundFile {
  readonly module: ModuleName;
  readonly encoding: Encoding;
  readonly digest: Buffer;
  readonly layout: Layout;
}

/** `openReturn` on whatever staging. */
export async function readReturn(options: ReadOptions, staging: Staging): Promise<Sen2Return> {
  try {
    return await new ReturnReader(options, staging).open();
  } catch (error) {
    await staging.drop().catch(() => undefined);
    throw error;
  }
}

class ReturnReader {
  private readonly log = new FindingLog();
  private readonly rowCounts = new Map<ModuleName, number>();

  constructor(
    private readonly options: ReadOptions,
    private readonly staging: Staging,
  ) {}

  async open(): Promise<Sen2Return> {
    const files = await this.readableFiles(await this.foundFiles());
    const { header, key } = await this.header(files.get('sen2')!);
    await this.stage(files);
    await this.link(key);
    const absent = Object.fromEntries(
      [...files].map(([module, { layout }]) => [module, absentColumns(layout)]),
    ) as unknown as Record<StagedModule, ReadonlySet<string>>;
    const context: AssemblyContext = {
      header: {
        authority: header.authority,
        made: header.dateTime.slice(0, 10),
        referenceDate: header.referenceDate,
      },
      absent,
      log: this.log,
    };
    return this.opened({ ...header, contentDigest: this.contentDigest(files) }, context);
  }

  /** Step 1: nine files, one for each module, none too large. */
  private async foundFiles(): Promise<Map<ModuleName, FoundFile>> {
    const found = await findFiles(this.options.folder);
    if (typeof found === 'string') {
      this.refuse(null, null, FOLDER_FAULTS[found]);
      throw this.refusal();
    }
    const files = new Map<ModuleName, FoundFile>();
    for (const [module, [file, ...more]] of found) {
      if (file === undefined) this.refuse(module, null, SEN2_REFUSALS.fileMissing);
      else if (more.length > 0) this.refuse(module, null, SEN2_REFUSALS.fileTwice);
      else if (file.bytes > (this.options.maxFileBytes ?? MAX_FILE_BYTES)) {
        this.refuse(module, null, SEN2_REFUSALS.fileTooLarge);
      } else files.set(module, file);
    }
    this.throwIfRefused();
    return files;
  }

  /** Step 2: text in an encoding that can be read, under columns that are known. */
  private async readableFiles(found: ReadonlyMap<ModuleName, FoundFile>): Promise<Map<ModuleName, ReadableFile>> {
    const total = [...found.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    const files = new Map<ModuleName, ReadableFile>();
    for (const [module, file] of found) {
      const readable = await this.readableFile(module, file, (bytes) => {
        done += bytes;
        this.options.onProgress?.({ step: 'check', file: module, done, total });
      });
      if (readable !== null) files.set(module, readable);
    }
    this.throwIfRefused();
    return files;
  }

  private async readableFile(
    module: ModuleName,
    file: FoundFile,
    onBytes: (bytes: number) => void,
  ): Promise<ReadableFile | null> {
    try {
      const inspection = await inspectFile(file.path, onBytes);
      if (inspection === 'utf-16') return this.refuse(module, null, SEN2_REFUSALS.utf16);
      if (inspection === 'nul-bytes') return this.refuse(module, null, SEN2_REFUSALS.nulBytes);
      const { encoding, digest } = inspection;
      const columnLine = await firstRecord(file.path, encoding);
      if (columnLine === null) return this.refuse(module, null, SEN2_REFUSALS.fileEmpty);
      const layout = layoutOf(module, columnLine);
      this.noteLayout(layout, columnLine);
      if (encoding === 'windows-1252') this.log.add(module, null, { rule: SEN2_RULES.windows1252, field: '' });
      return { ...file, module, encoding, digest, layout };
    } catch (error) {
      return this.refuseUnreadable(module, error);
    }
  }

  private noteLayout(layout: Layout, columnLine: readonly string[]): void {
    const { module, missing, repeated, absent, unknown } = layout;
    const detail =
      columnLine.length === 1 && /[;\t]/.test(columnLine[0]!)
        ? 'Its cells seem to be parted by semicolons or tabs; commas are needed.'
        : undefined;
    for (const field of missing) this.refuse(module, null, SEN2_REFUSALS.columnMissing, field, detail);
    for (const field of repeated) {
      const needed = COLUMNS[module].some(({ name, need }) => name === field && need === 'must');
      if (needed) this.refuse(module, null, SEN2_REFUSALS.keyColumnTwice, field);
      else this.log.add(module, null, { rule: SEN2_RULES.columnTwice, field });
    }
    for (const field of absent) this.log.add(module, null, { rule: SEN2_RULES.columnAbsent, field });
    // Its place, not its name: where the line with the names is missing, the "name" is a value of the first row.
    for (const place of unknown) {
      this.log.add(module, null, { rule: SEN2_RULES.unknownColumn, field: '', detail: `Column ${place}.` });
    }
  }

  /** Step 3: the one header row. */
  private async header(file: ReadableFile): Promise<{ header: Omit<ReturnHeader, 'contentDigest'>; key: string }> {
    const { layout, path, encoding } = file;
    const rows: { line: number; cells: string[]; key: string }[] = [];
    let read = 0;
    await this.readFile('sen2', async () => {
      for await (const records of readRecords(path, encoding)) {
        for (const { line, cells } of records) {
          if (read++ === 0 || rows.length > 100) continue;
          if (cells.length === layout.width) {
            const arranged = arrange(layout, cells);
            rows.push({ line, cells: arranged, key: readKey(arranged[0] ?? '') });
          } else {
            this.log.add('sen2', line, { rule: SEN2_RULES.wrongCells, field: '' });
          }
        }
      }
    });
    this.throwIfRefused();
    this.rowCounts.set('sen2', read - 1);
    const [first, ...more] = rows;
    if (first === undefined) {
      this.refuse('sen2', null, read > 1 ? SEN2_REFUSALS.headerUnusable : SEN2_REFUSALS.noHeaderRow);
      throw this.refusal();
    }
    if (first.key === '') this.refuse('sen2', first.line, SEN2_REFUSALS.headerUnusable, 'sen2tableid');
    for (const { line, key } of more) {
      // The same row twice is a row with its key repeated, like any other; another key is another return.
      if (key === first.key) {
        const detail = `See line ${first.line}.`;
        this.log.add('sen2', line, { rule: SEN2_RULES.keyRepeated, field: 'sen2tableid', detail });
      } else this.refuse('sen2', line, SEN2_REFUSALS.twoHeaderRows);
    }
    const { authority } = this.options;
    const { header, faults } = readHeader(first.cells, absentColumns(layout), authority, basename(path));
    for (const fault of faults) this.add('sen2', first.line, fault);
    this.throwIfRefused();
    return { header: header!, key: first.key };
  }

  /** Step 4: the rows, into staging. */
  private async stage(files: ReadonlyMap<ModuleName, ReadableFile>): Promise<void> {
    for (const [module, file] of files) {
      if (module === 'sen2') continue;
      await this.readFile(module, async () => {
        const rows = await stageFile(file, this.staging, this.log, (done) =>
          this.options.onProgress?.({ step: 'stage', file: module, done, total: null }),
        );
        this.rowCounts.set(module, rows);
        this.options.onProgress?.({ step: 'stage', file: module, done: rows, total: rows });
      });
    }
    for (const [module, { path, bytes, changedAt }] of files) {
      const now = await stat(path).catch(() => null);
      if (now?.size !== bytes || now.mtimeMs !== changedAt) this.refuse(module, null, SEN2_REFUSALS.fileChanged);
    }
    this.throwIfRefused();
  }

  /** Step 5: each row to the one above it. */
  private async link(headerKey: string): Promise<void> {
    this.options.onProgress?.({ step: 'join', file: null, done: 0, total: 1 });
    await this.staging.link(headerKey);
    const { persons, mostRowsOfOne } = await this.staging.size();
    // A return without anyone in it would, sent again for a year, take everyone out of it.
    if (persons === 0) this.refuse('person', null, SEN2_REFUSALS.noPerson);
    if (mostRowsOfOne > MAX_ROWS_OF_ONE) this.refuse('person', null, SEN2_REFUSALS.tooManyRowsForOne);
    this.throwIfRefused();
    for await (const { module, line, fault, firstLine } of this.staging.unlinked()) {
      const parent = parentColumn(module) ?? '';
      this.log.add(
        module,
        line,
        fault === 'repeated'
          ? { rule: SEN2_RULES.keyRepeated, field: `${module}tableid`, detail: `See line ${firstLine}.` }
          : { rule: fault === 'no-parent' ? SEN2_RULES.noParent : SEN2_RULES.parentLeftOut, field: parent },
      );
    }
    this.options.onProgress?.({ step: 'join', file: null, done: 1, total: 1 });
  }

  private opened(header: ReturnHeader, context: AssemblyContext): Sen2Return {
    const { log, staging, rowCounts } = this;
    const { onProgress } = this.options;
    const persons = async function* (): AsyncGenerator<PersonRow> {
      log.beginPass();
      const total = rowCounts.get('person') ?? 0;
      let done = 0;
      for await (const rows of staging.persons()) {
        const person = assemblePerson(context, rows);
        if (++done % 500 === 0) onProgress?.({ step: 'persons', file: null, done, total });
        if (person !== null) yield person;
      }
      onProgress?.({ step: 'persons', file: null, done: total, total });
    };
    return {
      header,
      get counts() {
        return Object.fromEntries(
          MODULES.map((module) => [module, { rows: rowCounts.get(module) ?? 0, leftOut: log.leftOut(module) }]),
        ) as unknown as Readonly<Record<ModuleName, ModuleCount>>;
      },
      get findings() {
        return log.all();
      },
      get totals() {
        return log.totals();
      },
      persons,
      async validate() {
        for await (const _ of persons());
      },
      close: () => staging.drop(),
    };
  }

  private contentDigest(files: ReadonlyMap<ModuleName, ReadableFile>): string {
    const { contentKey } = this.options;
    const hash = contentKey === undefined ? createHash('sha256') : createHmac('sha256', contentKey);
    for (const module of MODULES) hash.update(`${module}\0`).update(files.get(module)!.digest);
    return hash.digest('hex');
  }

  /** Reads a file; what makes it unreadable becomes a refusal, and the other files are still looked at. */
  private async readFile(module: ModuleName, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      this.refuseUnreadable(module, error);
    }
  }

  private refuseUnreadable(module: ModuleName, error: unknown): null {
    if (error instanceof CsvFault) {
      const rule = error.kind === 'quote-not-closed' ? SEN2_REFUSALS.quoteNotClosed : SEN2_REFUSALS.recordTooLong;
      return this.refuse(module, error.line, rule);
    }
    // Of the file system alone: a fault of staging or of this program is no fault of the file.
    if (FILE_FAULTS.has((error as NodeJS.ErrnoException).code ?? '')) {
      return this.refuse(module, null, SEN2_REFUSALS.fileUnreadable);
    }
    throw error;
  }

  private refuse(module: ModuleName | null, line: number | null, rule: Rule, field = '', detail?: string): null {
    return this.add(module, line, { rule, field, detail });
  }

  private readonly refusals: { module: ModuleName | null; line: number | null; fault: Fault }[] = [];

  private add(module: ModuleName | null, line: number | null, fault: Fault): null {
    if (fault.rule.id.startsWith('SEN2-F')) this.refusals.push({ module, line, fault });
    else this.log.add(module, line, fault);
    return null;
  }

  private throwIfRefused(): void {
    if (this.refusals.length > 0) throw this.refusal();
  }

  private refusal(): ReturnRefused {
    return new ReturnRefused(
      this.refusals.map(({ module, line, fault: { rule, field, detail } }) => ({
        rule: rule.id,
        severity: rule.severity,
        file: module,
        row: line,
        field,
        text: detail === undefined ? rule.text : `${rule.text} ${detail}`,
      })),
    );
  }
}

/** The columns of a module that a file has not. */
const absentColumns = ({ module, places }: Layout): ReadonlySet<string> =>
  new Set(COLUMNS[module].filter((_, i) => places[i] === -1).map(({ name }) => name));

/** The cells of the line with the names of the columns; null in an empty file. */
async function firstRecord(path: string, encoding: Encoding): Promise<readonly string[] | null> {
  for await (const [record] of readRecords(path, encoding)) if (record !== undefined) return record.cells;
  return null;
}
