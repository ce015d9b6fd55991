import { londonDate } from '@ehc/platform';
import { parseCivilDate } from '@ehc/statutory-clock';
import { figuresOf, type Judgement } from '../compare-measures/judgement.js';
import type { Known } from '../compare-measures/explain-difference.js';
import { readAuthority, readFacts, type ReadModelQueries } from '../facts/index.js';
import {
  collectionYearFor,
  DEFINITION_SETS,
  type DefinitionSet,
  type Figure,
  type MeasuredFigure,
  type SliceBy,
  snapshotDay,
  yearOf,
} from '../measures/index.js';
import type { PublishedSet } from './published-set.js';

export interface CountingSources {
  readonly dataSource: ReadModelQueries;
  /** Every set of definitions there has been; default `DEFINITION_SETS`. */
  readonly definitions?: readonly DefinitionSet[];
}

/**
 * By what a published set was judged: its period and day, the settings at its position, the definitions that it names.
 * Null where this version of the service does not know those definitions; a newer one wrote it.
 */
export const judgementOf = async (
  { authority, position, period, by, asAt, versions }: PublishedSet,
  { dataSource, definitions = DEFINITION_SETS }: CountingSources,
): Promise<Judgement | null> => {
  const ofVersion = definitions.find(({ version }) => version === versions.definitions);
  if (ofVersion === undefined) return null;
  const [from, to] = [parseCivilDate(period.from), parseCivilDate(period.to)];
  const { settings } = await readAuthority(dataSource, { authority, position });
  return {
    period: { from, to },
    today: parseCivilDate(londonDate(new Date(asAt))),
    settings,
    definitions: ofVersion,
    by: by as SliceBy | undefined,
    collectionYear: collectionYearFor(yearOf(to)),
  };
};

/** What was known at a position, to be judged so. */
export const knownAt = async (
  authority: string,
  position: string,
  judgement: Judgement,
  { dataSource }: CountingSources,
): Promise<Known> => {
  const { period, today, by, collectionYear } = judgement;
  const snapshot = snapshotDay(period, today);
  const at = await readFacts(dataSource, { authority, position, snapshot, collectionYear, by });
  return { position, at, judgement };
};

/** A published set counted again at its own position; null where its definitions are not known here. */
export const recount = async (
  set: PublishedSet,
  sources: CountingSources,
): Promise<readonly MeasuredFigure[] | null> => {
  const judgement = await judgementOf(set, sources);
  if (judgement === null) return null;
  const { at } = await knownAt(set.authority, set.position, judgement, sources);
  return figuresOf(at.facts, judgement).figures;
};

const same = (one: Figure, other: Figure): boolean =>
  one.numerator === other.numerator && one.denominator === other.denominator && one.value === other.value;

type Slices = readonly (Figure & { readonly key: string })[];

const sameSlices = (one: Slices = [], other: Slices = []): boolean =>
  one.length === other.length &&
  one.every((slice, index) => slice.key === other[index]!.key && same(slice, other[index]!));

/** Whether a recount comes to exactly what was published, slices and all. */
export const isWhatWasPublished = ({ figures }: PublishedSet, recounted: readonly MeasuredFigure[]): boolean =>
  figures.length === recounted.length &&
  figures.every((figure, index) => {
    const again = recounted[index]!;
    return figure.measure === again.measure.id && same(figure, again) && sameSlices(figure.slices, again.slices);
  });
