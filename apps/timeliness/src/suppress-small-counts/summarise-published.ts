import { forbidden } from '@ehc/platform';
import { notFound, refused } from '@ehc/recording';
import { parseCivilDate } from '@ehc/statutory-clock';
import type { Known } from '../compare-measures/explain-difference.js';
import { momentOf } from '../compare-measures/compare-measures.js';
import { figuresId } from '../publish-figures/figures-stream.js';
import { readPublishedSet } from '../publish-figures/read-published.js';
import { judgementOf, knownAt } from '../publish-figures/recount.js';
import { type PublishedSurroundings, publishedIsKnown, summaryOf } from '../publish-figures/show-published.js';
import { understand } from '../show-measures/measures-query.js';
import { refuseOtherPeriods } from './asked-in-summary.js';
import { protectMoments } from './protect-moments.js';
import { smallCountThreshold } from './small-count-threshold.js';
import { compareTold } from './summarise-comparison.js';
import type { PublishedSummary } from '../publish-figures/published-answer.js';
import type { PublishedToldAnswer } from './summary-answers.js';
import { ruleUnder } from './suppressed-figure.js';

/** What somebody wrote about a set may name small numbers. */
export const withoutNote = (set: PublishedSummary): PublishedSummary => ({ ...set, note: null });

/**
 * A published set beside the same question today, with small numbers suppressed: it is counted again at its position,
 * since only who counts in a figure tells whether it may be told.
 * @throws Problem 403 for a set whose period overlaps with others, or that a newer version of the service published
 */
export const summarisePublished = async (
  authority: string,
  name: string,
  around: PublishedSurroundings,
): Promise<PublishedToldAnswer> => {
  await publishedIsKnown(authority, around);
  const set = await readPublishedSet(around.dataSource, authority, figuresId(authority, name));
  if (set === null) throw refused(notFound('set of published figures'));
  const { by } = set;
  const period = { from: parseCivilDate(set.period.from), to: parseCivilDate(set.period.to) };
  refuseOtherPeriods({ period, by });
  const under = await smallCountThreshold(around.store, authority);
  const judgement = await judgementOf(set, around);
  if (judgement === null) throw notCountable();
  const today = await momentOf(understand({ authority, ...set.period, by }, around.clock.now()), around);
  const moments: Known[] = [today.known!, await knownAt(authority, set.position, judgement, around)];
  const [now, then] = await protectMoments(authority, moments, under, around);
  const { asAt, position, versions } = today.about;
  return {
    ...summaryOf(set, null),
    smallNumbers: ruleUnder(under),
    today: { asAt, position, versions },
    figures: compareTold(then!, now!).map(
      ({ id, label, unit, version, then: published, now: is, difference, slices }) => ({
        measure: id,
        label,
        unit,
        version,
        published,
        today: is,
        difference,
        ...(slices && {
          slices: slices.map(({ key, then: was, now: now_, difference: by_ }) => ({
            key,
            published: was,
            today: now_,
            difference: by_,
          })),
        }),
      }),
    ),
  };
};

const notCountable = () =>
  forbidden(
    'small-numbers',
    'A newer version of the service published these figures, and this one cannot tell which of them are of small numbers.',
  );
