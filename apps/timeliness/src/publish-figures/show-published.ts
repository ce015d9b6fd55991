import type { Sealer } from '@ehc/event-store';
import { notFound, refused } from '@ehc/recording';
import { caughtUpWith } from '../ask-as-at/caught-up.js';
import { differenceOf } from '../compare-measures/compare-figures.js';
import type { ComparisonSurroundings } from '../compare-measures/compare-measures.js';
import { FACTS_PROJECTION } from '../facts/index.js';
import type { Figure } from '../measures/index.js';
import type { AnsweredMeasure } from '../show-measures/measures-answer.js';
import { showMeasures } from '../show-measures/show-measures.js';
import { figuresId } from './figures-stream.js';
import { noteOf, type PublishedNow } from './publish-figures.js';
import type {
  PublishedAnswer,
  PublishedBesideToday,
  PublishedNowAnswer,
  PublishedSummary,
} from './published-answer.js';
import { PUBLISHED_PROJECTION } from './published-projection.js';
import type { PublishedSet } from './published-set.js';
import { readPublished, readPublishedSet } from './read-published.js';
import { isWhatWasPublished, recount } from './recount.js';

/** What showing them takes. */
export interface PublishedSurroundings extends ComparisonSurroundings {
  readonly sealer: Sealer;
}

/** What is told of a set beside its figures. */
export const summaryOf = (set: PublishedSet, note: string | null): PublishedSummary => {
  const { authority, id, name, publishedAt, publishedBy, period, by, asAt, position, versions } = set;
  const counted = { period, ...(by !== undefined && { by }), asAt, position, versions };
  return { authority, id, name, note, publishedAt, publishedBy, ...counted };
};

/** What publishing is answered with. */
export const publishedNow = (set: PublishedNow): PublishedNowAnswer => ({
  ...summaryOf(set, set.note),
  repeated: set.repeated,
  figures: set.figures,
});

/** Every set of figures that an authority has published, the earliest first. @throws Problem 503 */
export const listPublished = async (authority: string, around: PublishedSurroundings): Promise<PublishedSummary[]> => {
  await publishedIsKnown(authority, around);
  const sets = await readPublished(around.dataSource, authority);
  return Promise.all(sets.map(async (set) => summaryOf(set, await noteOf(set, around.sealer))));
};

/** One of them, beside what the same question is answered by today. @throws Problem 404, 503 */
export const showPublished = async (
  authority: string,
  name: string,
  around: PublishedSurroundings,
): Promise<PublishedAnswer> => {
  await publishedIsKnown(authority, around);
  const set = await readPublishedSet(around.dataSource, authority, figuresId(authority, name));
  if (set === null) throw refused(notFound('set of published figures'));
  const { from, to } = set.period;
  const today = await showMeasures({ authority, from, to, by: set.by }, around);
  const again = await recount(set, around);
  const measures = new Map(today.measures.map((measure) => [measure.id, measure]));
  return {
    ...summaryOf(set, await noteOf(set, around.sealer)),
    recountedExactly: again && isWhatWasPublished(set, again),
    today: { asAt: today.asAt, position: today.position, versions: today.versions },
    figures: set.figures.map((figure) => besideToday(figure, measures.get(figure.measure))),
  };
};

/** Waits until the read models hold whatever was published. @throws Problem 503 */
export const publishedIsKnown = async (authority: string, around: ComparisonSurroundings): Promise<void> => {
  const now = around.clock.now().toISOString();
  const position = await around.store.positionAt(authority, now);
  if (position !== null) await caughtUpWith([FACTS_PROJECTION, PUBLISHED_PROJECTION], position, around);
};

const besideToday = (
  { measure, version, slices, ...figure }: PublishedSet['figures'][number],
  now: AnsweredMeasure | undefined,
): PublishedBesideToday => ({
  measure,
  label: now?.label ?? null,
  unit: now?.unit ?? null,
  version,
  ...compared(figure, now),
  ...(slices && {
    slices: slices.map(({ key, ...slice }) => ({
      key,
      ...compared(
        slice,
        now?.slices?.find((one) => one.key === key),
      ),
    })),
  }),
});

const compared = (published: Figure, today: Figure | undefined) => ({
  published,
  today: today ? { numerator: today.numerator, denominator: today.denominator, value: today.value } : null,
  difference: today ? differenceOf(published, today) : null,
});
