import { type ComparisonSurroundings } from '../compare-measures/compare-measures.js';
import { type ComparisonQuery, understandComparison } from '../compare-measures/comparison-query.js';
import { EMPTY } from '../compare-measures/compare-figures.js';
import type { MeasuredFigure } from '../measures/index.js';
import { formatCivilDate } from '@ehc/statutory-clock';
import type { ProtectedMoment } from './protect-moments.js';
import { smallCountThreshold } from './small-count-threshold.js';
import { askInSummary, slicesTold } from './summarise-measures.js';
import type { ComparisonSummary, FiguresCompared, MeasureCompared } from './summary-answers.js';
import { ruleUnder, told, toldDifference, type ToldFigure } from './suppressed-figure.js';

/**
 * The figures of a period as known then and as known now, with small numbers suppressed. Which cases and events account
 * for the difference is left out: each is about one child.
 * @throws Problem as `askInSummary`
 */
export const summariseComparison = async (
  query: ComparisonQuery,
  around: ComparisonSurroundings,
): Promise<ComparisonSummary> => {
  const wanted = understandComparison(query, around.clock.now());
  const { authority, period, by } = wanted.then;
  const under = await smallCountThreshold(around.store, authority);
  const [then, now] = await askInSummary([wanted.then, wanted.now], under, around);
  return {
    authority,
    period: { from: formatCivilDate(period.from), to: formatCivilDate(period.to) },
    ...(by && { by }),
    smallNumbers: ruleUnder(under),
    then: then!.about,
    now: now!.about,
    measures: then!.shown && now!.shown ? compareTold(then!.shown, now!.shown) : [],
  };
};

/** Each measure at two moments, as far as it may be told. */
export const compareTold = (then: ProtectedMoment, now: ProtectedMoment): MeasureCompared[] => {
  const [before, after] = [then, now].map(
    ({ figures }) => new Map(figures.map((figure) => [figure.measure.id, figure])),
  ) as [Map<string, MeasuredFigure>, Map<string, MeasuredFigure>];
  return [...new Set([...after.keys(), ...before.keys()])].map((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    const { label, unit, definition, version } = (is ?? was)!.measure;
    const [slicesThen, slicesNow] = [sliceByKey(was, then), sliceByKey(is, now)];
    return {
      id,
      label,
      unit,
      definition,
      version,
      ...beside(was && told(was, was.measure, then.may()), is && told(is, is.measure, now.may())),
      ...((is ?? was)!.slices && {
        slices: [...new Set([...slicesNow.keys(), ...slicesThen.keys()])].map((key) => ({
          key,
          ...beside(was && (slicesThen.get(key) ?? nobody(was)), is && (slicesNow.get(key) ?? nobody(is))),
        })),
      }),
    };
  });
};

const sliceByKey = (figure: MeasuredFigure | undefined, moment: ProtectedMoment): ReadonlyMap<string, ToldFigure> =>
  new Map((figure ? slicesTold(figure, moment) : []).map(({ key, ...slice }) => [key, slice]));

/** A slice in which nothing is counted is often not shown. */
const nobody = ({ measure }: MeasuredFigure): ToldFigure => EMPTY[measure.kind];

/** Null where the measure was not, or is no longer, defined. */
const beside = (then: ToldFigure | undefined, now: ToldFigure | undefined): FiguresCompared => ({
  then: then ?? null,
  now: now ?? null,
  difference: then && now ? toldDifference(then, now) : null,
});
