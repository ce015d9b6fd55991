/**
 * Which counts may be shown so that none from 1 up to a threshold can be read or worked out.
 *
 * A count is the size of a set of children. It is shown where every group of children that can then be told apart, by the
 * sets in which they count, is either empty or no smaller than the threshold. Whatever can be worked out by adding and
 * subtracting counts is the size of some of these groups together, so it is never small either.
 */

/** The slice of a set in which a child does not count. */
export const OUT = -1;

/** Children who count alike: for each set of a lens the slice in which they do, or `OUT`. */
export interface Alike {
  readonly in: readonly number[];
  readonly children: number;
}

/** Sets that can be subtracted from each other, because the same children count in several of them. */
export interface Lens {
  readonly sets: readonly string[];
  readonly alike: readonly Alike[];
}

/** What may be told of the size of a set. */
export interface Choice {
  /** Whether it is shown over all slices; where not, it is in none of them either. */
  readonly shown: boolean;
  /** Slices in which it is not. They hold nobody or no small number together, so the total does not tell them. */
  readonly hidden: ReadonlySet<number>;
}

/**
 * Chooses set by set: one is shown where, with those before it, it makes no small group. So those that matter most come
 * first. What was suppressed stays so: nothing after it is shown that would tell it.
 *
 * @param sets in the order in which they matter
 * @param slices how many there are; 0 where nothing is sliced
 * @param under counts from 1 up to and without it are small
 * @param never sets that are suppressed elsewhere, so that nothing here may tell them either
 */
export const chooseShown = (
  sets: readonly string[],
  lenses: readonly Lens[],
  slices: number,
  under: number,
  never: readonly string[] = [],
): ReadonlyMap<string, Choice> => {
  const inOrder = [...never, ...sets];
  const places = new Map(inOrder.map((set, place) => [set, place]));
  const chooser = new Chooser(lenses, slices, under, never, places);
  const shown = sets.filter((set) => chooser.showsWhole(set));
  if (slices > 0) for (const set of shown) chooser.chooseSlices(set);
  return new Map(sets.map((set) => [set, chooser.choiceOf(set)]));
};

/** Some slices, or the whole. */
type Region = ReadonlySet<number> | 'whole';

const holds = (region: Region, slice: number): boolean => slice !== OUT && (region === 'whole' || region.has(slice));

const NONE: ReadonlySet<number> = new Set();

class Chooser {
  readonly #dropped: Set<string>;
  readonly #places: ReadonlyMap<string, number>;
  readonly #whole = new Set<string>();
  /** Of the sets whose slices have been chosen, those in which they are hidden. */
  readonly #hidden = new Map<string, ReadonlySet<number>>();
  readonly #slices: readonly number[];

  constructor(
    private readonly lenses: readonly Lens[],
    slices: number,
    private readonly under: number,
    never: readonly string[],
    places: ReadonlyMap<string, number>,
  ) {
    this.#places = places;
    this.#dropped = new Set(never);
    this.#slices = Array.from({ length: slices }, (_, slice) => slice);
  }

  choiceOf(set: string): Choice {
    return { shown: this.#whole.has(set), hidden: this.#hidden.get(set) ?? NONE };
  }

  showsWhole(set: string): boolean {
    this.#whole.add(set);
    if (this.#isSafe(set, ['whole'])) return true;
    this.#whole.delete(set);
    this.#dropped.add(set);
    return false;
  }

  chooseSlices(set: string): void {
    // Where something is suppressed, whatever comes after it in the lens is too. Were one suppressed here and another
    // there, each would bound the other, and little numbers would follow from sums that are large.
    const hidden = new Set(this.lenses.flatMap((lens) => this.#hiddenBefore(set, lens)));
    this.#hidden.set(set, hidden);
    const inOrder = this.#smallestFirst(set).filter((slice) => !hidden.has(slice));
    for (const slice of inOrder) if (!this.#isSafe(set, [new Set([slice])])) hidden.add(slice);
    // What is hidden alone would follow from the total; so others are hidden with it.
    const more = inOrder.filter((slice) => !hidden.has(slice));
    while (more.length > 0 && !this.#isSafe(set, this.#regions())) hidden.add(more.shift()!);
  }

  #hiddenBefore(set: string, { sets }: Lens): number[] {
    return sets.includes(set) ? sets.flatMap((other) => [...(this.#hidden.get(other) ?? [])]) : [];
  }

  /** The slices by how many children the set has in them; those in which it has none come last. */
  #smallestFirst(set: string): number[] {
    const children = this.#slices.map(() => 0);
    const lens = this.lenses.find(({ sets }) => sets.includes(set));
    const place = lens?.sets.indexOf(set) ?? OUT;
    for (const alike of lens?.alike ?? []) {
      const slice = alike.in[place]!;
      if (slice !== OUT) children[slice]! += alike.children;
    }
    const rank = (slice: number): number => children[slice]! || Infinity;
    return [...this.#slices].sort((a, b) => (rank(a) === rank(b) ? a - b : rank(a) - rank(b)));
  }

  /** Every region of which a sum can be worked out: each slice, and those in which a set is hidden. */
  #regions(): Region[] {
    const hidden = [...this.#hidden.values()].filter(({ size }) => size > 0);
    return [...this.#slices.map((slice) => new Set([slice])), ...hidden];
  }

  /** Whether the size of a set can be read or worked out in a region: as a sum, or as the total less a sum. */
  #isTold(set: string, region: Region): boolean {
    if (region === 'whole') return this.#whole.has(set);
    const hidden = this.#hidden.get(set);
    if (hidden === undefined) return false;
    const inside = [...hidden].filter((slice) => region.has(slice)).length;
    return inside === 0 || inside === hidden.size;
  }

  #isSuppressed(set: string, region: Region): boolean {
    return this.#dropped.has(set) || (this.#hidden.has(set) && !this.#isTold(set, region));
  }

  /** Whether a set may be told as far as it now is, in each of the regions. */
  #isSafe(set: string, regions: readonly Region[]): boolean {
    return this.lenses.every(
      (lens) =>
        !lens.sets.includes(set) ||
        regions.every((region) => !this.#isTold(set, region) || this.#makesNothingKnown(lens, region, set)),
    );
  }

  #makesNothingKnown(lens: Lens, region: Region, added: string): boolean {
    const told = placesOf(lens, (set) => this.#isTold(set, region));
    const groups = groupsIn(lens, region, told);
    if (groups.some(({ children }) => children < this.under)) return false;
    const before = told.filter((place) => lens.sets[place] !== added);
    const earlier = (set: string): boolean => this.#places.get(set)! < this.#places.get(added)!;
    return placesOf(lens, (set) => earlier(set) && this.#isSuppressed(set, region)).every(
      (place) => !isTellable(lens, region, told, place) || isTellable(lens, region, before, place),
    );
  }
}

const placesOf = ({ sets }: Lens, is: (set: string) => boolean): number[] =>
  sets.flatMap((set, place) => (is(set) ? [place] : []));

/** By what children of a region can be told apart: the sets told in which they count there. */
const marksOf = (alike: Alike, region: Region, told: readonly number[]): string =>
  told.map((place) => (holds(region, alike.in[place]!) ? '1' : '0')).join('');

/** The groups that can be told apart. Those who count in none of the sets are not known to be there. */
const groupsIn = ({ alike }: Lens, region: Region, told: readonly number[]): { readonly children: number }[] => {
  const groups = new Map<string, number>();
  for (const one of alike) {
    const marks = marksOf(one, region, told);
    if (marks.includes('1')) groups.set(marks, (groups.get(marks) ?? 0) + one.children);
  }
  return [...groups.values()].map((children) => ({ children }));
};

/** Whether a set is nothing but some of the groups that can be told apart, so that its size follows from theirs. */
const isTellable = ({ alike }: Lens, region: Region, told: readonly number[], place: number): boolean => {
  const isIn = new Map<string, boolean>();
  let anybody = false;
  for (const one of alike) {
    const marks = marksOf(one, region, told);
    const counts = holds(region, one.in[place]!);
    if (counts && !marks.includes('1')) return false;
    if ((isIn.get(marks) ?? counts) !== counts) return false;
    if (marks.includes('1')) isIn.set(marks, counts);
    anybody ||= counts;
  }
  return anybody;
};
