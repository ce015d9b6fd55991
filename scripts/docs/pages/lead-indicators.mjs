import {
  LEAD_RULES_VERSION,
  WEEKS_PAST,
} from '../../../dist/apps/timeliness/src/lead-indicators/calculate-lead-indicators.js';
import {
  DAY_140_PROSPECTS,
  DAY_140_REASONS,
  FEWEST_STAYS,
} from '../../../dist/apps/timeliness/src/lead-indicators/day-140.js';
import { WEEKS_AHEAD } from '../../../dist/apps/timeliness/src/lead-indicators/due-soon.js';
import { ADVICE_RULE, HOLDER_RULES, HOLDERS } from '../../../dist/apps/timeliness/src/lead-indicators/holder.js';
import { OPEN_STAGES } from '../../../dist/libs/case-clocks/src/index.js';
import { OPEN_AGES } from '../../../dist/apps/timeliness/src/measures/of-open-cases.js';
import { code, codes, GENERATED, page, table } from './markdown.mjs';

const PROSPECT_WORDS = {
  past: 'Day 140 is over',
  cannot: 'It is not, but time that others must be given reaches beyond it',
  unlikely: 'It could be kept, but usually is not from here',
  open: 'None of these',
  lifted: 'An exception lifts the limit: not judged, and in no share',
};

export const leadIndicatorsPage = () =>
  page(
    GENERATED,
    '# Lead indicators',
    `What is coming at an authority, in place of last month's result: ${code('ehc lead-indicators')} and
${code('GET /api/timeliness/lead-indicators')}. Version ${LEAD_RULES_VERSION} of the rules, which the answer names. Everything is
as known at one moment (${code('--as-at')}, ${code('asAt')}; now where left out) and looked at from its civil date, *today*. The
settings are those of that moment; the rules are those of the software that answers.`,
    `Cases are given by id, never by name. *Open* is what the measures mean by it (${code('open.total')}): neither a plan nor a
refusal nor another end. Reassessments are not among them.`,
    '## Open cases',
    `${code('figures.open')}: by stage (${codes(OPEN_STAGES)}) and by days since receipt (${codes(OPEN_AGES.map(({ key }) => key))}), with the totals of
${code('open.total')}, ${code('open.stage.*')} and ${code('open.age.*')}, see [Measures](measures.md). ${code('past')} counts those with more than
${WEEKS_PAST.join(', ')} weeks since receipt, whether or not a limit is lifted.`,
    '## Due in the next four weeks',
    `${code('figures.due')}: what falls due in ${WEEKS_AHEAD} weeks of seven days, of which the first begins today, and what is
overdue; by rule of the [statutory clock](rules.md) and by who is to act (the authority, the body asked for advice, a setting
consulted), each with its cases. They are the limits that the clocks of the case show, without windows and rights of appeal,
which are nobody's duty. The target for the draft (A7) and the reply of a setting (A6) are no law: ${code('statutory')} is false. Where an exception
lifts the limit, the case stands under ${code('lifted')} and is not counted.`,
    '## Day 140',
    `${code('figures.day140')}: of the open cases on which the limit of 20 weeks applies, the share that can no longer make
day 140 (${codes(['past', 'cannot'])}), and the share that is unlikely to. Every case has one prospect:`,
    table(
      ['`prospect`', 'Meaning'],
      DAY_140_PROSPECTS.map((prospect) => [code(prospect), PROSPECT_WORDS[prospect]]),
    ),
    'and the reasons for it:',
    table(
      ['Reason', 'In words', 'Rule'],
      Object.entries(DAY_140_REASONS).map(([reason, { label, rule }]) => [code(reason), label, rule]),
    ),
    `What usually remains is shown with ${code('n')}, the number of stays from which it is known, and left out below ${FEWEST_STAYS}.`,
    '## Time in stage',
    `${code('figures.stageTimes')}, in days. ${code('now')}: the present stay of each open case in the stage. ${code('left')}: the stays that ended in the last 12 months,
whatever came after. ${code('toPlan')}: from the beginning of a stay to the plan, of the plans issued in the last 12 months. The median is the middle value, or the
mean of the two in the middle; ${code('p90')} is the smallest value that at least nine in ten do not exceed. A stay begins on the day on which the stage is
reached by the end of the day; a stage that was passed in a day has no stay.`,
    '## Who holds a case',
    `On each day of a case exactly one holds it. A day is given to whoever holds the case at its end, from the day of receipt to the day before today, so the
days of the holders add up to the age of the case, and over all open cases to their ages. *Held by* is not *at fault*.`,
    table(
      ['Holder', 'In words', 'Holds it'],
      HOLDERS.map((holder) => [code(holder), HOLDER_RULES[holder].label, HOLDER_RULES[holder].rule]),
    ),
    `**Advice.** ${ADVICE_RULE}`,
    'A dispute comes before the stage: while an appeal against a refusal is under way the Tribunal holds the case.',
    '## The list',
    `${code('figures.cases')}: the open cases, ${code('limit')} (100, at most 500 over HTTP) from ${code('offset')} on. What will be late next comes first:
by the days left to the next duty whose limit is not lifted; then the cases on which everything is overdue, the latest to become so first; then those on which only
lifted limits run.`,
  );
