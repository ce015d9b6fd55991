import { equalTo, type Constraint, solve } from 'yalps';

/** Children of one kind: the sets in which each of them counts. What kinds there can be, everybody knows who reads the law. */
export type Kind = readonly string[];

/** A count that was told: of a set, over all slices or in one. */
export interface Count {
  readonly set: string;
  readonly slice?: number;
  readonly size: number;
}

export interface Range {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Somebody who knows how every set is made up of kinds of children, and every count that was told, and works out by
 * linear programming over whole numbers what others can be.
 */
export class Attacker {
  readonly #told: ReadonlyMap<string, Constraint>;
  readonly #kinds: readonly Kind[];
  readonly #slices: number;

  constructor(kinds: readonly Kind[], slices: number, told: readonly Count[]) {
    this.#kinds = kinds;
    this.#slices = slices;
    this.#told = new Map(told.map(({ set, slice, size }) => [nameOf(set, slice), equalTo(size)]));
  }

  /** What a combination of sets can come to: each with the sign with which it counts, over all slices or in one. */
  rangeOf(sets: ReadonlyMap<string, number>, slice?: number): Range {
    return { lowest: this.#extreme('minimize', sets, slice), highest: this.#extreme('maximize', sets, slice) };
  }

  #extreme(direction: 'minimize' | 'maximize', sets: ReadonlyMap<string, number>, of: number | undefined): number {
    const variables = new Map<string, Map<string, number>>();
    this.#kinds.forEach((kind, index) => {
      for (let slice = 0; slice < this.#slices; slice++) {
        const variable = new Map<string, number>();
        for (const set of kind) {
          for (const name of [nameOf(set), nameOf(set, slice)]) if (this.#told.has(name)) variable.set(name, 1);
        }
        const counts = kind.reduce((sum, set) => sum + (sets.get(set) ?? 0), 0);
        if (of === undefined || of === slice) variable.set(OBJECTIVE, counts);
        variables.set(`${index} ${slice}`, variable);
      }
    });
    const { status, result } = solve(
      { direction, objective: OBJECTIVE, constraints: this.#told, variables, integers: true },
      { maxIterations: 20_000, timeout: 20_000 },
    );
    if (status === 'unbounded') return Infinity;
    if (status !== 'optimal') throw new Error(`The attacker could not work it out: ${status}`);
    return Math.round(result);
  }
}

const OBJECTIVE = 'objective';

const nameOf = (set: string, slice?: number): string => (slice === undefined ? set : `${set} in ${slice}`);
