import {
  DEFINITION_SETS,
  DEFINITIONS,
  DEFINITIONS_VERSION,
  SLICES,
} from '../../../dist/apps/timeliness/src/measures/index.js';
import { AGE_BANDS } from '../../../dist/apps/timeliness/src/measures/age-band.js';
import { code, codes, GENERATED, page, table } from './markdown.mjs';

const KINDS = { count: 'count', share: 'share', mean: 'mean', median: 'median' };

export const measuresPage = () =>
  page(
    GENERATED,
    '# Measures',
    `The measures of an authority, by the ids under which ${code('ehc measures')} and
${code('GET /api/timeliness/measures')} give them. Version ${DEFINITIONS_VERSION} of the set. Days are the days on which
things were done (${code('happenedOn')}); what is counted is what had been recorded by the moment asked for.`,
    table(
      ['Kind', '`numerator`', '`denominator`', '`value`'],
      [
        [
          'share',
          'cases counted',
          'population',
          '100 × numerator / denominator, not rounded; null where the population is empty',
        ],
        ['count', 'the count', 'null', 'the count'],
        ['mean', 'days in all', 'cases', 'weeks (days / 7)'],
        ['median', 'null', 'cases', 'weeks (days / 7)'],
      ],
    ),
    `*Snapshot date*: the last day of the period, or today while the period runs. *Overturned*: the first decision was a
refusal and a plan came all the same, or an appeal or mediation against a refusal is recorded on the case. A first
decision is never rewritten when it is reversed.`,
    '## All measures',
    table(
      ['Id', 'Label', 'Kind', 'Unit'],
      DEFINITIONS.map(({ id, label, kind, unit }) => [code(id), label, KINDS[kind], unit]),
    ),
    '## Versions, and what changed since',
    `Each definition has a version, and so has the set of them. A question as at a moment is answered by the set in force at
that moment: ${DEFINITION_SETS.map(({ version, inForceFrom }) => `version ${version} ${inForceFrom ? `from ${inForceFrom}` : 'from the beginning'}`).join(', ')}.
${code('--compare')} accounts for the difference between two moments, case by case and event by event; a median does not add
up, so its cases are listed without a sum. See [Restate published figures](../how-to/restate-published-figures.md).`,
    '## Slices',
    `${code('--by')} takes one of ${codes(SLICES)}. Age is in whole years on the 31 August before the academic year of the
day on which a row is counted: ${AGE_BANDS.map(({ key }) => code(key)).join(', ')}. What is not known is under
${code('unknown')}.`,
    '## Small numbers',
    `A role that may not learn of single children is given each number as a number or as ${code('c')}, which stands for a count
from 1 to 4 (or to the authority's own threshold), and for what would let one be worked out. It may ask for calendar years,
and for months without slices, as at now or the end of a month. See [Small numbers](../explanation/small-numbers.md).`,
    '## Definitions',
    DEFINITIONS.map(({ id, label, definition, version }) => [
      `### ${id}`,
      `**${label}.** ${definition} (Version ${version}.)`,
    ]),
  );
