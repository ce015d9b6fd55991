import type pg from 'pg';
import type { Acknowledged } from './load.js';

/** How far a read model was at a moment. */
interface Look {
  /** `performance.now()` when the answer was there. */
  readonly at: number;
  readonly positions: ReadonlyMap<string, number>;
}

/** Between two looks, in milliseconds: what is measured is too high by so much at most. */
const PAUSE = 5;

/**
 * The checkpoint of each model that is served, and a row that it should show, in one snapshot. A model's rows are
 * written in the transaction that moves its checkpoint, so whoever sees the one sees the others.
 */
const LOOK = `
  SELECT name, position::float8 AS position, (SELECT revision FROM casework.case_record WHERE case_id = $1) AS revision
    FROM projections.build WHERE stage = 'live' AND name NOT LIKE 'policy\\_%'`;

/** Looks at the read models through one connection, a few hundred times a second, until it is told to stop. */
export class ReadModelWatch {
  readonly #looks: Look[] = [];
  readonly #acknowledged: Acknowledged[] = [];
  readonly #watching: Promise<void>;
  #stopped = false;

  constructor(private readonly database: pg.Pool) {
    this.#watching = this.#watch();
    this.#watching.catch(() => {}); // told by `stop`
  }

  /** Tells of a step that should become visible. */
  readonly expect = (acknowledged: Acknowledged): void => void this.#acknowledged.push(acknowledged);

  /** @throws Error where a model's checkpoint was past a step that its rows did not show */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#watching;
  }

  /** Milliseconds from the answer until every model showed it, of each step; by model, and of the slowest one. */
  delays(): { readonly slowest: number[]; readonly byModel: ReadonlyMap<string, number[]> } {
    const models = [...this.#looks[0]!.positions.keys()];
    const steps = this.#acknowledged.toSorted((a, b) => a.position - b.position);
    const byModel = new Map(models.map((model) => [model, this.#delaysOf(model, steps)]));
    const slowest = steps.map((_, index) => Math.max(...models.map((model) => byModel.get(model)![index]!)));
    return { slowest, byModel };
  }

  #delaysOf(model: string, steps: readonly Acknowledged[]): number[] {
    let look = 0;
    return steps.map(({ position, at }) => {
      while (this.#looks[look]!.positions.get(model)! < position) look++;
      return Math.max(0, this.#looks[look]!.at - at);
    });
  }

  async #watch(): Promise<void> {
    let next = 0;
    for (;;) {
      const stopping = this.#stopped;
      const due = this.#acknowledged[next];
      const { rows } = await this.database.query<{ name: string; position: number; revision: number | null }>({
        name: 'look',
        text: LOOK,
        values: [due?.case ?? null],
      });
      const positions = new Map(rows.map(({ name, position }) => [name, position]));
      this.#looks.push({ at: performance.now(), positions });
      if (due && positions.get('casework_cases')! >= due.position && (rows[0]!.revision ?? -1) < due.revision) {
        throw new Error(`The cases are said to be at ${due.position}, but do not show it.`);
      }
      const shown = Math.min(...positions.values());
      while (next < this.#acknowledged.length && this.#acknowledged[next]!.position <= shown) next++;
      if (stopping && next === this.#acknowledged.length) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
