import { formatCivilDate } from '@ehc/statutory-clock';
import type { ChangedCase, Compared, ComparedMeasure, MovedBy } from '../compare-measures/comparison-answer.js';
import { partOf } from '../compare-measures/compare-figures.js';
import { NO_PART, sumOfParts } from '../compare-measures/contribution.js';
import { explainDifference } from '../compare-measures/explain-difference.js';
import type { EventKind } from '../compare-measures/event-kind.js';
import type { JudgementStep } from '../compare-measures/judged-otherwise.js';
import type { Judgement } from '../compare-measures/judgement.js';
import type { Figure, Unit } from '../measures/index.js';
import type { PublishedSummary } from '../publish-figures/published-answer.js';
import type { PublishedSet } from '../publish-figures/published-set.js';
import { readPublished } from '../publish-figures/read-published.js';
import { judgementOf, knownAt } from '../publish-figures/recount.js';
import { type PublishedSurroundings, publishedIsKnown, summaryOf } from '../publish-figures/show-published.js';
import { noteOf } from '../publish-figures/publish-figures.js';
import { movedFigure } from './figure-of-sums.js';
import { asRestated } from './restated-judgement.js';

/** A published set of figures of which some no longer equal what is known. */
export interface Restatement {
  readonly published: PublishedSummary;
  /** Position of the authority's last event that was looked at. */
  readonly position: string;
  /** How much is not accounted for; anything but 0 is a fault of the service. */
  readonly unexplained: number;
  readonly figures: readonly RestatedFigure[];
  /** The cases behind it, with their corrections and late entries. */
  readonly cases: readonly ChangedCase[];
}

export interface RestatedFigure {
  readonly measure: string;
  readonly slice?: string;
  readonly label: string;
  readonly unit: Unit;
  readonly published: Figure;
  /** With the corrections and late entries alone. Null for a median where ordinary new facts moved it too. */
  readonly restated: Figure | null;
  /** The same question over everything that is known now, counted up to the day on which it was published. */
  readonly known: Figure;
  readonly because: Compared['because'];
}

/** What changes a figure that was right when it was published, as far as one could know. */
const RESTATING: readonly EventKind[] = ['correction', 'late_entry'];

/** The published sets of figures that what was corrected or entered late has changed, the earliest first. */
export const restatements = async (authority: string, around: PublishedSurroundings): Promise<Restatement[]> => {
  await publishedIsKnown(authority, around);
  const position = await around.store.positionAt(authority, around.clock.now().toISOString());
  const restated: Restatement[] = [];
  if (position === null) return restated;
  for (const set of await readPublished(around.dataSource, authority)) {
    const judgement = await judgementOf(set, around);
    // What a newer version of the service published is its business.
    if (judgement === null) continue;
    const restatement = await restate(set, judgement, position, around);
    if (restatement.figures.length > 0) restated.push(restatement);
  }
  return restated;
};

const restate = async (
  set: PublishedSet,
  judgement: Judgement,
  position: string,
  around: PublishedSurroundings,
): Promise<Restatement> => {
  const later = asRestated(judgement);
  const then = await knownAt(set.authority, set.position, judgement, around);
  const now = await knownAt(set.authority, position, later, around);
  const { measures, cases, unexplained } = await explainDifference(
    set.authority,
    then,
    now,
    stepTo(later, judgement),
    around,
  );
  const figures = measures.flatMap((measure) => restatedFigures(measure, judgement));
  const moved = new Set(figures.map(({ measure, slice = '' }) => `${measure} ${slice}`));
  return {
    published: summaryOf(set, await noteOf(set, around.sealer)),
    position,
    unexplained,
    figures,
    cases: cases.flatMap((one) => behind(one, moved)),
  };
};

/** Days still to come when it was published held nothing; should one have, that is told apart. */
const stepTo = (later: Judgement, { period }: Judgement): JudgementStep[] =>
  later.period.to === period.to
    ? []
    : [
        {
          judgement: later,
          about: { because: 'snapshot', from: formatCivilDate(period.to), to: formatCivilDate(later.period.to) },
        },
      ];

const restatedFigures = (measure: ComparedMeasure, { definitions }: Judgement): RestatedFigure[] => {
  const { id, label, unit, slices = [] } = measure;
  const { kind } = definitions.measures.find((one) => one.id === id)!;
  return [{ ...measure, key: undefined }, ...slices].flatMap(({ key, then, now, because }) => {
    const by = RESTATING.flatMap((cause): readonly MovedBy[] => (because[cause] ? [because[cause]] : []));
    if (by.length === 0 || then === null || now === null) return [];
    const change = by.map(partOf).reduce(sumOfParts, NO_PART);
    const restated = movedFigure(kind, then, change) ?? (because.new ? null : now);
    // Corrections that cancel each other, and a median whose middle stayed where it was, change no figure.
    if (restated !== null && isSame(restated, then)) return [];
    return [
      {
        measure: id,
        ...(key !== undefined && { slice: key }),
        label,
        unit,
        published: then,
        restated,
        known: now,
        because,
      },
    ];
  });
};

const isSame = (one: Figure, other: Figure): boolean =>
  one.numerator === other.numerator && one.denominator === other.denominator && one.value === other.value;

/** A case with those of its events that restate one of the figures; nothing where there are none. */
const behind = (one: ChangedCase, moved: ReadonlySet<string>): ChangedCase[] => {
  const restates = ({ measure, slice = '' }: { measure: string; slice?: string }) => moved.has(`${measure} ${slice}`);
  const events = one.events
    .filter(({ kind }) => RESTATING.includes(kind))
    .map((event) => ({ ...event, changes: event.changes.filter(restates) }))
    .filter(({ changes }) => changes.length > 0);
  return events.length === 0 ? [] : [{ ...one, changes: one.changes.filter(restates), events }];
};
