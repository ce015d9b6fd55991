import { comparePositions, type EventStore, type RecordedEvent } from '@ehc/event-store';
import type { CorrectedRecord, PublishedFigures, TouchedFigure } from '@ehc/recording';
import { casesOf } from '../compare-measures/affected-cases.js';
import { attribute } from '../compare-measures/attribute.js';
import { EMPTY } from '../compare-measures/compare-figures.js';
import {
  type Contribution,
  figureKey,
  NO_PART,
  type Part,
  partsOfKey,
  plus,
  sumOf,
  sumOfParts,
} from '../compare-measures/contribution.js';
import { moved } from '../compare-measures/figure-changes.js';
import { daysCounted, type Judgement } from '../compare-measures/judgement.js';
import { type CaseHistory, readHistories } from '../compare-measures/read-histories.js';
import { FACTS_PROJECTION } from '../facts/index.js';
import { type Figure, medianOf, WEEK } from '../measures/index.js';
import { PUBLISHED_PROJECTION } from '../publish-figures/published-projection.js';
import type { PublishedSet } from '../publish-figures/published-set.js';
import { readPublished } from '../publish-figures/read-published.js';
import { type CountingSources, judgementOf, knownAt } from '../publish-figures/recount.js';
import { caughtUpWith, type Waiting } from '../ask-as-at/caught-up.js';
import { movedFigure } from './figure-of-sums.js';
import { asRestated } from './restated-judgement.js';

export interface TouchSurroundings extends Waiting, CountingSources {
  readonly store: Pick<EventStore, 'readStream' | 'readStreams'>;
}

/**
 * The published figures that a correction touches: those of which it alone changes numerator, denominator or median.
 *
 * @throws Problem 503 while the read models are behind the correction
 */
export const figuresTouchedBy = async (
  { authority, stream, event, position }: CorrectedRecord,
  around: TouchSurroundings,
): Promise<TouchedFigure[]> => {
  const { store, dataSource } = around;
  await caughtUpWith([PUBLISHED_PROJECTION], position, around);
  const earlier = (await readPublished(dataSource, authority)).filter((set) => BigInt(set.position) < BigInt(position));
  if (earlier.length === 0) return [];
  await caughtUpWith([FACTS_PROJECTION], position, around);
  const recorded = await store.readStream(stream);
  const { commandId } = recorded.find(({ id }) => id === event)!;
  // What a correction leads to at once is recorded with it, by the same command.
  const made = recorded.filter((one) => one.commandId === commandId);
  const before = String(BigInt(made[0]!.position) - 1n);
  const upTo = made.at(-1)!.position;
  // As a comparison with the earliest set finds them: what lies beside a case may change at the very same instant.
  const from = earlier.map(({ position: published }) => published).sort(comparePositions)[0]!;
  const cases = await casesOf(dataSource, { authority, from, to: upTo }, new Set([stream]));
  const histories: CaseHistory[] = [];
  for await (const { history } of readHistories(store, cases, upTo, true)) histories.push(history);

  const touched: TouchedFigure[] = [];
  for (const set of earlier) {
    const judgement = await judgementOf(set, around);
    if (judgement === null) continue;
    const change = changeMade(histories, before, asRestated(judgement), made);
    if (change.size > 0) touched.push(...(await touchedIn(set, judgement, change, around)));
  }
  return touched;
};

/** As the port that casework and advice ask. */
export const publishedFigures = (around: TouchSurroundings): PublishedFigures => ({
  touchedBy: (correction) => figuresTouchedBy(correction, around),
});

/** What a correction changed of one case's contribution; of medians the days that left and that came too. */
interface Change extends Part {
  readonly left: Part;
  readonly came: Part;
}

const changeMade = (
  histories: readonly CaseHistory[],
  before: string,
  judgement: Judgement,
  made: readonly RecordedEvent[],
): ReadonlyMap<string, Change> => {
  const ids = new Set(made.map(({ id }) => id));
  const changes = new Map<string, Change>();
  for (const history of histories) {
    const attributed = attribute(history, before, judgement);
    const change: Contribution = sumOf(
      attributed.events.filter(({ event }) => ids.has(event.id)).map(({ changes: one }) => one),
    );
    const after = plus(attributed.before, change);
    for (const [key, part] of change) {
      const known = changes.get(key) ?? { ...NO_PART, left: NO_PART, came: NO_PART };
      changes.set(key, {
        ...sumOfParts(known, part),
        left: sumOfParts(known.left, attributed.before.get(key) ?? NO_PART),
        came: sumOfParts(known.came, after.get(key) ?? NO_PART),
      });
    }
  }
  return changes;
};

const touchedIn = async (
  set: PublishedSet,
  judgement: Judgement,
  change: ReadonlyMap<string, Change>,
  around: TouchSurroundings,
): Promise<TouchedFigure[]> => {
  const { id, name, authority, position } = set;
  const kinds = new Map(judgement.definitions.measures.map((measure) => [measure.id, measure]));
  let days: Promise<ReadonlyMap<string, readonly number[]>> | undefined;
  const daysPublished = () =>
    (days ??= knownAt(authority, position, judgement, around).then(({ at }) => daysCounted(at.facts, judgement)));
  const touched: TouchedFigure[] = [];
  for (const { measure, slices = [], version: _, ...whole } of set.figures) {
    const { kind, label, unit } = kinds.get(measure)!;
    const shown = new Set(slices.map(({ key }) => key));
    // A slice in which nothing was counted was not shown.
    const unshown = [...change.keys()]
      .map(partsOfKey)
      .flatMap(({ measure: of, slice: key }) =>
        of === measure && key !== undefined && !shown.has(key) ? [{ key, ...EMPTY[kind] }] : [],
      );
    for (const { key, ...published } of [{ ...whole, key: undefined }, ...slices, ...unshown]) {
      const by = change.get(figureKey(measure, key));
      if (by === undefined) continue;
      const corrected =
        movedFigure(kind, published, by) ?? movedMedian((await daysPublished()).get(figureKey(measure, key)) ?? [], by);
      if (kind === 'median' && corrected.value === published.value && corrected.denominator === published.denominator)
        continue;
      touched.push({
        figures: id,
        name,
        measure,
        ...(key !== undefined && { slice: key }),
        label,
        unit,
        published,
        withCorrection: corrected,
        change: moved(by, kind),
      });
    }
  }
  return touched;
};

/** A median of which one case's days left and came. */
const movedMedian = (published: readonly number[], { left, came }: Change): Figure => {
  const days = [...published];
  if (left.denominator > 0) {
    const place = days.indexOf(left.numerator);
    if (place >= 0) days.splice(place, 1);
  }
  if (came.denominator > 0) days.push(came.numerator);
  return { numerator: null, denominator: days.length, value: days.length === 0 ? null : medianOf(days) / WEEK };
};
