/** A bound that a figure must keep. */
export type Target = { readonly atLeast: number } | { readonly below: number };

/** One figure of a benchmark, as `--json` prints it. */
export interface Figure {
  /** What is measured, as a dotted name: `appends.rate`, `appends.ratio`. */
  readonly id: string;
  /** The median of the rounds. */
  readonly value: number;
  /** `events/s`, `ms`, `MB`; `ratio` where it has none. */
  readonly unit: string;
  /** The bound in words (`≥ 1.5`, `< 25`); null for what is only told, a baseline for instance. */
  readonly target: string | null;
  /** Whether the bound is kept; true where there is none. */
  readonly ok: boolean;
  /** What each round gave, in order. */
  readonly rounds: readonly number[];
  readonly min: number;
  readonly max: number;
  /** What the reader must know to understand the figure. */
  readonly note?: string;
}

/** Something measured: sets itself up (not timed), measures in interleaved rounds, and clears up after itself. */
export interface Bench {
  readonly name: string;
  /** One sentence for `--help` and for the head of the table. */
  readonly about: string;
  /** @param say tells the person at the terminal how far it is (standard error) */
  run(say: (line: string) => void): Promise<Figure[]>;
}

/** The middle value; the mean of the two middle ones of an even number. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/**
 * The smallest value that a share of all values does not exceed (nearest rank).
 *
 * @param share 0.99 for the 99th percentile
 */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
};

/** Makes a figure of what each round gave. */
export const figure = (
  id: string,
  unit: string,
  rounds: readonly number[],
  { target, note }: { target?: Target; note?: string } = {},
): Figure => {
  if (rounds.length === 0 || !rounds.every(Number.isFinite)) throw new Error(`${id} has a round without a number.`);
  const value = median(rounds);
  return {
    id,
    value,
    unit,
    target: target === undefined ? null : inWords(target),
    ok: target === undefined || keeps(value, target),
    rounds,
    min: Math.min(...rounds),
    max: Math.max(...rounds),
    ...(note !== undefined && { note }),
  };
};

const inWords = (target: Target): string => ('atLeast' in target ? `≥ ${target.atLeast}` : `< ${target.below}`);

const keeps = (value: number, target: Target): boolean =>
  'atLeast' in target ? value >= target.atLeast : value < target.below;
