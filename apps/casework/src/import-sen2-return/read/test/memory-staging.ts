import { PARENT, type ModuleName } from '../modules.js';
import type { LinkedRow, MarkKind, PersonRows, StagedModule, StagedRow, Staging, UnlinkedRow } from '../staging.js';

interface Held extends StagedRow {
  readonly id: number;
  first: Held;
  up: Held | null;
  /** The person's id; null where the chain to one is broken. */
  person: number | null;
}

/**
 * Staging in memory: the plainest telling of what staging does, against which the one on PostgreSQL is tested, and by
 * which the rules are tested without a database. Not for returns of any size, and no place for personal data.
 */
export class MemoryStaging implements Staging {
  private readonly rows: Held[] = [];
  private readonly marked = new Map<string, Held[]>();

  async add(rows: readonly StagedRow[]): Promise<void> {
    for (const row of rows) {
      const held = { ...row, id: this.rows.length + 1, up: null, person: null } as unknown as Held;
      held.first = held;
      this.rows.push(held);
      for (const { kind, text } of row.marks) {
        const mark = `${kind}\0${text}`;
        this.marked.set(mark, [...(this.marked.get(mark) ?? []), held]);
      }
    }
  }

  async link(headerKey: string): Promise<void> {
    const firsts = new Map<ModuleName, Map<string, Held>>();
    for (const row of this.rows) {
      const { module } = row;
      let byKey = firsts.get(module);
      if (byKey === undefined) {
        // Of rows with one key the first counts, and one that can be used before any that cannot.
        byKey = new Map();
        const ofModule = this.rows.filter((other) => other.module === module && other.key !== '');
        for (const other of [...ofModule.filter(isUsable), ...ofModule.filter((held) => !isUsable(held))]) {
          if (!byKey.has(other.key)) byKey.set(other.key, other);
        }
        firsts.set(module, byKey);
      }
      row.first = byKey.get(row.key) ?? row;
      if (module === 'person') {
        const counts = !isUsable(row) || (row.parent === headerKey && row.first === row);
        row.person = counts ? row.id : null;
      } else {
        row.up = firsts.get(PARENT[module]!)?.get(row.parent) ?? null;
        row.person = row.up?.person ?? null;
      }
    }
  }

  async size(): Promise<{ persons: number; mostRowsOfOne: number }> {
    return {
      persons: this.rows.filter((row) => row.person === row.id && isUsable(row)).length,
      mostRowsOfOne: Math.max(0, ...[...this.byPerson().values()].map((rows) => rows.length)),
    };
  }

  async *unlinked(): AsyncGenerator<UnlinkedRow> {
    for (const row of this.rows) {
      const { module, line } = row;
      if (!isUsable(row)) continue;
      if (row.first !== row) yield { module, line, fault: 'repeated', firstLine: row.first.line };
      else if (row.person === null) {
        yield { module, line, fault: row.up === null ? 'no-parent' : 'parent-left-out', firstLine: null };
      }
    }
  }

  async *persons(): AsyncGenerator<PersonRows> {
    for (const rows of this.byPerson().values()) {
      yield { rows: rows.map(linked), shared: this.shared(rows[0]!) };
    }
  }

  async drop(): Promise<void> {
    this.rows.length = 0;
  }

  private byPerson(): Map<number, Held[]> {
    const byPerson = new Map<number, Held[]>();
    for (const row of this.rows) {
      if (row.person === null) continue;
      const rows = byPerson.get(row.person);
      if (rows === undefined) byPerson.set(row.person, [row]);
      else rows.push(row);
    }
    return byPerson;
  }

  private shared(person: Held): { kind: MarkKind; otherLine: number }[] {
    if (!isUsable(person)) return [];
    return person.marks.flatMap(({ kind, text }) => {
      const marked = this.marked.get(`${kind}\0${text}`) ?? [];
      const others = marked.filter((row) => row !== person && row.person === row.id);
      const other = others.findLast(({ id }) => id < person.id) ?? others[0];
      return other === undefined ? [] : [{ kind, otherLine: other.line }];
    });
  }
}

const isUsable = ({ cells }: Held): boolean => cells !== null;

const linked = (row: Held): LinkedRow => ({
  id: row.id,
  up: row.up?.id ?? null,
  module: row.module as StagedModule,
  line: row.line,
  state: !isUsable(row) ? 'unusable' : row.first === row ? 'usable' : 'repeated',
  cells: row.first === row ? (row.cells ?? []) : [],
});
