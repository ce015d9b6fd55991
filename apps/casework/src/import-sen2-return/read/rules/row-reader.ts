import {
  isIdentifierFault,
  laByCode,
  normaliseIdentifier,
  parseUkprn,
  parseUln,
  parseUpn,
  parseUrn,
  type CodeList,
  type LaCode,
  type Ukprn,
  type Urn,
} from '@ehc/pathway';
import { COLUMNS } from '../columns.js';
import { readDate } from '../dates.js';
import type { ModuleName } from '../modules.js';
import type { IsoDate } from '../rows.js';
import { SEN2_RULES } from './catalogue.js';
import type { Fault, Rule } from './rule.js';

/** No name or description in a return is longer than this. */
const MAX_TEXT = 1000;

/**
 * Open lists (WBP, DP): the codes were not found in any source (data-standards.md §7.1), so anything that looks like a
 * code is one.
 */
const LIKE_A_CODE = /^[A-Z0-9]{1,4}$/;

/** A number as a spreadsheet may give it back: `123.0` (data-standards.md §1.5). */
const WHOLE_NUMBER = /^(\d+)(?:\.0+)?$/;

/**
 * Reads the cells of one row field by field and notes what is wrong with each. A field that cannot be read is null,
 * and what was in it goes nowhere.
 */
export class RowReader {
  readonly faults: Fault[] = [];
  private readonly index: ReadonlyMap<string, number>;

  /** @param absent columns that the file has not: their blank cells were reported once, for the file */
  constructor(
    module: ModuleName,
    private readonly cells: readonly string[],
    private readonly absent: ReadonlySet<string>,
  ) {
    this.index = indexOf(module);
  }

  /** The cell without blanks around it; empty where there is none. */
  raw(column: string): string {
    const index = this.index.get(column);
    if (index === undefined) throw new Error(`${column} is no column of this module`);
    return (this.cells[index] ?? '').trim();
  }

  /** Whether the file has the column and this row has nothing in it. */
  isEmpty(column: string): boolean {
    return this.raw(column) === '' && !this.absent.has(column);
  }

  /** Whether the cell is blank; notes `whenBlank` then, unless the whole column is absent. */
  blank(column: string, whenBlank?: Rule): boolean {
    if (this.raw(column) !== '') return false;
    if (whenBlank !== undefined && this.isEmpty(column)) this.note(whenBlank, column);
    return true;
  }

  text(column: string, whenBlank?: Rule): string | null {
    if (this.blank(column, whenBlank)) return null;
    const text = this.raw(column);
    return text.length > MAX_TEXT ? this.note(SEN2_RULES.textTooLong, column) : text;
  }

  /** A date in which the row's use does not rest. */
  date(column: string, whenBlank?: Rule): IsoDate | null {
    return this.blank(column, whenBlank) ? null : this.readDate(column, SEN2_RULES.dateUnreadable);
  }

  /** A date without which the row cannot be used. */
  neededDate(column: string): IsoDate | null {
    return this.blank(column, SEN2_RULES.mandatoryBlank) ? null : this.readDate(column, SEN2_RULES.mandatoryDate);
  }

  /** A code of a list. */
  code<Code extends string>(column: string, list: CodeList<Code>, whenBlank?: Rule): Code | null {
    return this.blank(column, whenBlank) ? null : this.readCode(column, list, SEN2_RULES.codeUnknown);
  }

  /** A code without which the row cannot be used. */
  neededCode<Code extends string>(column: string, list: CodeList<Code>): Code | null {
    return this.blank(column, SEN2_RULES.mandatoryBlank) ? null : this.readCode(column, list, SEN2_RULES.mandatoryCode);
  }

  openCode(column: string): string | null {
    if (this.blank(column)) return null;
    const code = this.raw(column).toUpperCase();
    return LIKE_A_CODE.test(code) ? code : this.note(SEN2_RULES.codeUnknown, column);
  }

  /** 0 or 1, also as a spreadsheet or a database writes them. */
  flag(column: string, whenBlank?: Rule): boolean | null {
    if (this.blank(column, whenBlank)) return null;
    const text = this.raw(column).toLowerCase();
    if (text === 'true' || /^1(\.0+)?$/.test(text)) return true;
    if (text === 'false' || /^0(\.0+)?$/.test(text)) return false;
    return this.note(SEN2_RULES.flagUnreadable, column);
  }

  authority(column: string): LaCode | null {
    if (this.blank(column)) return null;
    const code = wholeNumber(this.raw(column));
    return laByCode(code) === undefined ? this.note(SEN2_RULES.codeUnknown, column) : (code as LaCode);
  }

  integer(column: string, whenBlank?: Rule): number | null {
    if (this.blank(column, whenBlank)) return null;
    const digits = WHOLE_NUMBER.exec(this.raw(column))?.[1];
    return digits === undefined || digits.length > 9 ? this.note(SEN2_RULES.numberUnreadable, column) : Number(digits);
  }

  /** A UPN of the right form, and whether its check letter is wrong. */
  upn(column: string): { upn: string | null; wrongCheck: boolean } {
    if (this.blank(column)) return { upn: null, wrongCheck: false };
    const upn = normaliseIdentifier(this.raw(column));
    const parsed = parseUpn(upn);
    if (!isIdentifierFault(parsed)) return { upn: parsed, wrongCheck: false };
    if (parsed.kind !== 'check') return { upn: this.note(SEN2_RULES.upnForm, column), wrongCheck: false };
    this.note(SEN2_RULES.upnCheck, column);
    return { upn, wrongCheck: true };
  }

  /** A ULN of ten digits, and whether its check digit is wrong. */
  uln(column: string): { uln: string | null; wrongCheck: boolean } {
    if (this.blank(column)) return { uln: null, wrongCheck: false };
    const uln = wholeNumber(normaliseIdentifier(this.raw(column)));
    const parsed = parseUln(uln);
    if (!isIdentifierFault(parsed)) return { uln: parsed, wrongCheck: false };
    if (parsed.kind !== 'check') return { uln: this.note(SEN2_RULES.numberUnreadable, column), wrongCheck: false };
    this.note(SEN2_RULES.ulnCheck, column);
    return { uln, wrongCheck: true };
  }

  urn(column: string): Urn | null {
    if (this.blank(column)) return null;
    const urn = parseUrn(wholeNumber(this.raw(column)));
    return isIdentifierFault(urn) ? this.note(SEN2_RULES.numberUnreadable, column) : urn;
  }

  ukprn(column: string): Ukprn | null {
    if (this.blank(column)) return null;
    const ukprn = parseUkprn(wholeNumber(this.raw(column)));
    return isIdentifierFault(ukprn) ? this.note(SEN2_RULES.numberUnreadable, column) : ukprn;
  }

  /** Notes a fault; null, so that a field can be left blank in the same breath. */
  note(rule: Rule, field: string): null {
    this.faults.push({ rule, field });
    return null;
  }

  private readDate(column: string, unreadable: Rule): IsoDate | null {
    const read = readDate(this.raw(column));
    if (read === null) return this.note(unreadable, column);
    if (read.otherForm) this.note(SEN2_RULES.dateOtherForm, column);
    return read.date;
  }

  private readCode<Code extends string>(column: string, list: CodeList<Code>, unknown: Rule): Code | null {
    return list.read(wholeNumber(this.raw(column))) ?? this.note(unknown, column);
  }
}

/** `5.0` is 5, `005` is not: leading zeros belong to no code or number of a return. */
function wholeNumber(text: string): string {
  return WHOLE_NUMBER.exec(text)?.[1] ?? text;
}

const indexes = new Map<ModuleName, ReadonlyMap<string, number>>();

function indexOf(module: ModuleName): ReadonlyMap<string, number> {
  let index = indexes.get(module);
  if (index === undefined) {
    index = new Map(COLUMNS[module].map(({ name }, i) => [name, i]));
    indexes.set(module, index);
  }
  return index;
}
