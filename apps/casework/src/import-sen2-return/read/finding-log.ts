import type { Finding } from './finding.js';
import { MODULES, type ModuleName } from './modules.js';
import type { Fault } from './rules/rule.js';
import type { FindingTotals } from './sen2-return.js';

/** Past this many, findings are counted and not kept: nobody reads them, and memory is bounded. */
export const MAX_FINDINGS = 100_000;

/** Collects findings in two parts: those of the files and keys, found once, and those of the persons, found anew. */
export class FindingLog {
  private readonly fixed = new Part();
  private passing = new Part();
  private sorted: readonly Finding[] | null = null;

  constructor(private readonly most = MAX_FINDINGS) {}

  /** Found once, before the persons are read. */
  add(file: ModuleName | null, row: number | null, fault: Fault): void {
    this.put(this.fixed, file, row, fault);
  }

  /** Found in this pass over the persons. */
  addInPass(file: ModuleName, row: number, fault: Fault): void {
    this.put(this.passing, file, row, fault);
  }

  /** Forgets what an earlier pass over the persons found. */
  beginPass(): void {
    this.passing = new Part();
    this.sorted = null;
  }

  /** In the order of files and rows. */
  all(): readonly Finding[] {
    this.sorted ??= [...this.fixed.kept, ...this.passing.kept].toSorted(
      (a, b) => fileOrder(a) - fileOrder(b) || (a.row ?? 0) - (b.row ?? 0) || compare(a.rule, b.rule),
    );
    return this.sorted;
  }

  totals(): FindingTotals {
    const byRule: Record<string, number> = {};
    for (const [id, n] of [...this.fixed.byRule, ...this.passing.byRule]) byRule[id] = (byRule[id] ?? 0) + n;
    return {
      errors: this.fixed.errors + this.passing.errors,
      queries: this.fixed.queries + this.passing.queries,
      byRule,
      notKept: this.fixed.notKept + this.passing.notKept,
    };
  }

  /** Rows of a file with an error. */
  leftOut(file: ModuleName): number {
    return (this.fixed.leftOut.get(file) ?? 0) + (this.passing.leftOut.get(file) ?? 0);
  }

  private put(part: Part, file: ModuleName | null, row: number | null, { rule, field, detail }: Fault): void {
    part.byRule.set(rule.id, (part.byRule.get(rule.id) ?? 0) + 1);
    if (rule.severity === 'error') {
      part.errors++;
      // All faults of a row are added in one go, so a row with two errors is counted once by looking at the last one.
      if (file !== null && row !== null && part.lastError !== `${file}:${row}`) {
        part.leftOut.set(file, (part.leftOut.get(file) ?? 0) + 1);
        part.lastError = `${file}:${row}`;
      }
    } else {
      part.queries++;
    }
    if (this.fixed.kept.length + this.passing.kept.length >= this.most) {
      part.notKept++;
      return;
    }
    const text = detail === undefined ? rule.text : `${rule.text} ${detail}`;
    part.kept.push({ rule: rule.id, severity: rule.severity, file, row, field, text });
    this.sorted = null;
  }
}

class Part {
  readonly kept: Finding[] = [];
  readonly byRule = new Map<string, number>();
  readonly leftOut = new Map<ModuleName, number>();
  errors = 0;
  queries = 0;
  notKept = 0;
  lastError = '';
}

const fileOrder = ({ file }: Finding): number => (file === null ? -1 : MODULES.indexOf(file));
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
