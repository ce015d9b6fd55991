import { presentMoment } from '../ask-as-at/authority-and-moment.js';
import { type ComparisonSurroundings, momentOf } from '../compare-measures/compare-measures.js';
import { EMPTY } from '../compare-measures/compare-figures.js';
import type { Known } from '../compare-measures/explain-difference.js';
import type { ComparedMoment } from '../compare-measures/comparison-answer.js';
import type { MeasuredFigure } from '../measures/index.js';
import { type MeasuresQuery, type MeasuresWanted, understand } from '../show-measures/measures-query.js';
import { answered } from '../show-measures/show-measures.js';
import { formatCivilDate } from '@ehc/statutory-clock';
import { refuseOtherPeriods, summaryMoment } from './asked-in-summary.js';
import { type ProtectedMoment, protectMoments } from './protect-moments.js';
import { smallCountThreshold } from './small-count-threshold.js';
import type { MeasuresSummary, MeasureTold } from './summary-answers.js';
import { ruleUnder, told, type ToldFigure } from './suppressed-figure.js';

/** One moment of a question, with what may be told of it. */
export interface SummaryMoment {
  readonly about: ComparedMoment;
  readonly known: Known | null;
  readonly shown: ProtectedMoment | null;
}

/**
 * What a question is answered by as at several moments, all suppressed together and with the present, which everybody can
 * ask as well.
 * @throws Problem as for the question itself; 403 for a period that overlaps with others
 */
export const askInSummary = async (
  asked: readonly MeasuresWanted[],
  under: number,
  around: ComparisonSurroundings,
): Promise<SummaryMoment[]> => {
  const [question] = asked as [MeasuresWanted, ...MeasuresWanted[]];
  refuseOtherPeriods(question);
  const now = around.clock.now();
  const present = presentMoment(now);
  const moments = new Map<string, Awaited<ReturnType<typeof momentOf>>>();
  const asAts = asked.map(({ asAt }) => summaryMoment(asAt, now) ?? present);
  for (const asAt of [present, ...asAts]) {
    if (!moments.has(asAt)) moments.set(asAt, await momentOf({ ...question, asAt }, around));
  }
  const known = [...moments].flatMap(([asAt, { known: one }]) => (one ? [{ asAt, one }] : []));
  const shown =
    known.length === 0
      ? []
      : await protectMoments(
          question.authority,
          known.map(({ one }) => one),
          under,
          around,
        );
  return asAts.map((asAt) => ({
    ...moments.get(asAt)!,
    shown: shown[known.findIndex((one) => one.asAt === asAt)] ?? null,
  }));
};

/** The measures of an authority, with small numbers suppressed. @throws Problem as `askInSummary` */
export const summariseMeasures = async (
  query: MeasuresQuery,
  around: ComparisonSurroundings,
): Promise<MeasuresSummary> => {
  const wanted = understand(query, around.clock.now());
  const under = await smallCountThreshold(around.store, wanted.authority);
  const [moment] = await askInSummary([wanted], under, around);
  const { about, shown } = moment!;
  const { authority, period } = wanted;
  const { asAt, position, known, importing, versions } = about;
  return {
    authority,
    period: { from: formatCivilDate(period.from), to: formatCivilDate(period.to) },
    asAt,
    position,
    known,
    importing,
    versions,
    smallNumbers: ruleUnder(under),
    measures: (shown?.figures ?? []).map((figure) => measureTold(figure, shown!, wanted)),
  };
};

const measureTold = (figure: MeasuredFigure, moment: ProtectedMoment, wanted: MeasuresWanted): MeasureTold => {
  const { slices: _, ...whole } = answered(figure, wanted);
  return {
    ...whole,
    ...told(figure, figure.measure, moment.may()),
    ...(figure.slices && { slices: slicesTold(figure, moment) }),
  };
};

/**
 * The slices of a figure with what may not be told of them left out. Where a figure is suppressed in a slice, the slice is
 * there, whether or not anybody counts in it: which slices a small number lies in is not told either.
 */
export const slicesTold = (figure: MeasuredFigure, { slices, may }: ProtectedMoment): SliceTold[] => {
  const { measure } = figure;
  const known = new Map((figure.slices ?? []).map(({ key, ...counted }) => [key, counted]));
  return [...new Set([...slices, ...known.keys()])].flatMap((key) => {
    const one = told(known.get(key) ?? EMPTY[measure.kind], measure, may(key));
    return known.has(key) || one.suppressed ? [{ key, ...one }] : [];
  });
};

type SliceTold = ToldFigure & { readonly key: string };
