import { LAW_VERSIONS, NOT_CALCULATED, RELAXATION_2020, RULES } from '../../../dist/libs/statutory-clock/src/index.js';
import { anchor, code, codes, GENERATED, page, sentence, table } from './markdown.mjs';

const PARTS = [
  ['A', 'From the request to the final plan'],
  ['B', 'Reassessment'],
  ['C', 'Reviews and amendments'],
  ['D', 'Ceasing a plan'],
  ['E', 'Moves between authorities and health bodies'],
  ['F', 'Mediation and agreements'],
  ['G', 'Appeals, orders and concessions'],
  ['H', 'Direct payments'],
  ['I', 'Detained persons'],
];

const COUNTING = [
  ['EXW, EXD', '"within n weeks (days) of"', 'The day of the event is day 0.'],
  ['IND', '"n days beginning with the day"', 'The day of the event is day 1.'],
  ['EXM', '"within n months after"', 'The same date n months on; the last day of a month that has no such date.'],
  ['INM', '"in the period of n months starting with"', 'The day before that date.'],
  ['BEF', '"before" a date', 'The day before it (setting `phaseBoundary`).'],
  ['WDI, WDE', '"working days beginning with (of)" a day', 'That day, if a working day (the next working day), is 1.'],
  [
    'TRB',
    'working days under rule 12 of the Tribunal Procedure Rules',
    'August and 25 December to 1 January do not count.',
  ],
  ['-14d, -5 months', 'at least so long before', 'Counted backwards.'],
  ['IND+EXW', 'a window, then a limit', 'Both, from one notice.'],
];

const EXCEPTIONS = [
  [
    'X1',
    'The school was closed for four weeks or more, and its head was asked for advice in or just before that time.',
  ],
  ['X2', 'The same of a provider of early education.'],
  ['X3', 'Exceptional personal circumstances affect the child, the parent or the young person.'],
  ['X3b', 'Exceptional circumstances affect them (the wording for advice-givers, reg 8).'],
  ['X4', 'They are absent from the area for four weeks or more.'],
  ['X4b', 'They are absent from the area for two weeks or more (orders and concessions).'],
  ['X5', 'The child or young person missed an appointment made by that body.'],
  ['coronavirus', `A reason relating to coronavirus, ${RELAXATION_2020.from} to ${RELAXATION_2020.until} alone.`],
];

const facts = (names) => (names && names.length > 0 ? codes(names) : 'none');

const describe = (id) => {
  const rows = RULES.filter((rule) => rule.id === id);
  return [
    `### ${id}`,
    rows.map((rule) => [
      `${sentence(rule.plainName)}${standing(rule, rows)}`,
      table(
        ['', ''],
        [
          ['Starts with', rule.trigger],
          ['Length', rule.length],
          ...(rule.count ? [['Counting', rule.count]] : []),
          ['Who must act', rule.dutyHolder],
          ['Lifted by', rule.liftedBy.length > 0 ? rule.liftedBy.join(', ') : 'nothing'],
          ['Authority', rule.authority],
          ...(rule.unsure ? [['**Not verified**', rule.unsure]] : []),
          ['Facts to give', `${facts(rule.start)}${rule.optional ? `; may give ${facts(rule.optional)}` : ''}`],
          ...(rule.done ? [['Done when given', facts(rule.done)]] : []),
        ],
      ),
    ]),
  ];
};

const standing = ({ from, until }, rows) =>
  rows.length === 1 ? '' : ` Limits that fall due from ${from}${until ? ` to ${until}` : ' on'}:`;

const idsOf = (part) => [...new Set(RULES.map(({ id }) => id))].filter((id) => id.startsWith(part) && /\d|_/.test(id));

const isOther = (id) => id === 'RECEIPT' || id === 'ADVICE_SET';

const summary = (ids) =>
  table(
    ['Rule', 'What', 'Length', 'Not verified'],
    ids.map((id) => {
      const rule = RULES.findLast((row) => row.id === id);
      return [`[${id}](#${anchor(id)})`, rule.plainName, rule.length, rule.unsure ? 'in part' : ''];
    }),
  );

export const rulesPage = () => {
  const others = ['RECEIPT', 'ADVICE_SET'];
  return page(
    GENERATED,
    '# Rules of the statutory clock',
    `The limits that ${code('ehc clock')}, every page and every measure run on, as the code has them. This is a working
reading of the law, not legal advice. Where a wording or a paragraph could not be checked against its source, the rule
says so under *Not verified*, and so does the clock's answer. Questions that the law leaves open are
[settings](settings.md). How the clock counts and what an exception does is told in
[The clock](../explanation/the-clock.md).`,
    '## Counting conventions',
    table(['Code', 'Words of the law', 'Meaning'], COUNTING),
    `School holidays, weekends and bank holidays count for duties of authorities and their partners, and a last day that
is not a working day stays where it is (setting ${code('rolloverNonworking')}).`,
    '## Exceptions',
    table(['Code', 'In short'], EXCEPTIONS),
    'Each also needs that keeping the limit is impractical because of it. An exception lifts a limit; it never moves it.',
    '## Versions of the law',
    table(
      ['Version', 'From', 'What it changed', 'Source'],
      LAW_VERSIONS.map(({ version, from, effect, source }) => [version, from, effect, source]),
    ),
    `A limit is judged by the version that stands on the day on which it falls due. The relaxation of 2020
(${RELAXATION_2020.authority}) is marked as unsure: ${RELAXATION_2020.unsure}.`,
    PARTS.map(([part, title]) => {
      const ids = idsOf(part).filter((id) => !isOther(id));
      return [`## ${part}: ${title}`, summary(ids), ids.map(describe)];
    }),
    '## Without a limit',
    'The clock answers these too.',
    summary(others),
    others.map(describe),
    '## Not calculated',
    'Rules that set no date that the clock can reckon.',
    table(
      ['Rule', 'What', 'Length', 'Who must act', 'Source'],
      NOT_CALCULATED.map(({ id, plainName, length, dutyHolder, source }) => [
        id,
        plainName,
        length,
        dutyHolder,
        source,
      ]),
    ),
  );
};
