import type { Figure, Unit } from '../measures/index.js';
import {
  CAUSES,
  type Cause,
  type ChangedCase,
  type ChangingEvent,
  type Compared,
  type ComparedMeasure,
  type ComparedMoment,
  type ComparisonAnswer,
  type FigureChange,
  type JudgedOtherwise,
} from './comparison-answer.js';

/** A comparison for people: each figure that changed with its causes, then the cases with their events. */
export const formatComparison = (answer: ComparisonAnswer): string => {
  const { authority, period, then, now, measures, judgedOtherwise, cases, unexplained } = answer;
  const head = [
    `Authority ${authority}, ${period.from} to ${period.to}`,
    momentLine('Then', then),
    momentLine('Now', now),
  ];
  if (!then.known || !now.known) return [...head, 'Nothing had been recorded for this authority then.', ''].join('\n');
  const changed = measures.filter(isChanged);
  return [
    ...head,
    '',
    ...(changed.length === 0 ? ['No figure has changed.'] : changed.flatMap(measureLines)),
    ...(judgedOtherwise.length === 0 ? [] : ['', 'Due to no case', ...judgedOtherwise.flatMap(judgedLines)]),
    ...(cases.length === 0 ? [] : ['', 'Cases', ...cases.flatMap(caseLines)]),
    '',
    unexplained === 0
      ? 'These account for the whole difference.'
      : `FAULT: ${unexplained} of the difference is not accounted for. Please report this.`,
    '',
  ].join('\n');
};

const momentLine = (word: string, { asAt, known, snapshot, importing, versions }: ComparedMoment): string =>
  known
    ? `${word.padEnd(5)}as known at ${asAt}, snapshots of ${snapshot}; law ${versions.law}, settings ${versions.settings}, definitions ${versions.definitions}${importing ? '; an import was under way' : ''}`
    : `${word.padEnd(5)}as known at ${asAt}: nothing`;

const isChanged = ({ then, now, because, slices = [] }: ComparedMeasure): boolean =>
  then?.value !== now?.value ||
  [because, ...slices.map((slice) => slice.because)].some((one) => Object.keys(one).length > 0);

const measureLines = ({ id, label, unit, note, slices = [], ...compared }: ComparedMeasure): string[] => [
  `${id}  ${label}`,
  `    ${shownChange(compared, unit)}: ${causes(compared)}`,
  ...(note ? [`    ${note}`] : []),
  ...slices.flatMap((slice) =>
    Object.keys(slice.because).length === 0 ? [] : [`    ${slice.key}: ${shownChange(slice, unit)}: ${causes(slice)}`],
  ),
];

const shownChange = ({ then, now }: Compared, unit: Unit): string => `${shown(then, unit)} → ${shown(now, unit)}`;

export const shown = (figure: Figure | null, unit: Unit): string => {
  if (figure === null) return 'not defined';
  const { numerator, denominator, value } = figure;
  const counts =
    denominator === null ? '' : numerator === null ? ` (of ${denominator})` : ` (${numerator}/${denominator})`;
  if (value === null) return `–${counts}`;
  if (unit === 'percent') return `${value.toFixed(2)} %${counts}`;
  if (unit === 'weeks') return `${value.toFixed(2)} weeks${counts}`;
  return `${value} ${value === 1 ? unit.slice(0, -1) : unit}${counts}`;
};

const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  correction: 'corrected',
  late_entry: 'entered late',
  new: 'new',
  settings: 'settings changed',
  definitions: 'defined otherwise',
  snapshot: 'counted on a later day',
};

export const causes = ({ because }: Pick<Compared, 'because'>): string =>
  CAUSES.flatMap((cause) => {
    const by = because[cause];
    if (by === undefined) return [];
    const cases = by.cases === 0 ? '' : `${by.cases} ${by.cases === 1 ? 'case' : 'cases'} `;
    return [`${cases}${CAUSE_WORDS[cause]} (${signs(by)})`];
  }).join(', ');

const signed = (number: number): string => (number < 0 ? `−${-number}` : `+${number}`);

/** `+2/0`: by how much numerator and denominator moved; of a count the one number. */
const signs = ({ numerator, denominator }: Pick<FigureChange, 'numerator' | 'denominator'>): string => {
  if (denominator === null) return signed(numerator ?? 0);
  return numerator === null ? `of ${signed(denominator)}` : `${signed(numerator)}/${signed(denominator)}`;
};

const changeWords = (changes: readonly FigureChange[]): string =>
  changes
    .filter(({ slice }) => slice === undefined)
    .map(
      ({ measure, days, ...by }) =>
        `${measure} ${days === undefined ? signs(by) : `${signs(by)}, ${signed(days)} days`}`,
    )
    .join('; ');

const judgedLines = (judged: JudgedOtherwise): string[] => {
  const moved = changeWords(judged.changes) || 'moves no figure';
  switch (judged.because) {
    case 'definitions':
      return [`  Definitions ${judged.from} → ${judged.to}, in force since ${judged.inForceFrom}: ${moved}`];
    case 'settings':
      return [`  Settings changed on ${judged.event.happenedOn}, ${JSON.stringify(judged.event.settings)}: ${moved}`];
    case 'snapshot':
      return [`  Snapshot day ${judged.from} → ${judged.to}: ${moved}`];
  }
};

export const caseLines = ({ case: id, plan, events }: ChangedCase): string[] => [
  id === null ? `  plan ${plan}` : `  case ${id}`,
  ...events.flatMap((event) => [`    ${eventWords(event)}`, `        ${changeWords(event.changes) || 'slices only'}`]),
];

const KIND_WORDS = { correction: 'correction', late_entry: 'late entry', new: 'new' } as const;

const eventWords = ({ kind, type, happenedOn, recordedAt, id, corrects, source }: ChangingEvent): string => {
  const what = corrects
    ? corrects.field === null
      ? `${corrects.type} of ${corrects.happenedOn ?? 'an unknown day'} struck out`
      : `${corrects.type} ${corrects.field} ${JSON.stringify(corrects.old)} → ${JSON.stringify(corrects.new)}`
    : `${type} of ${happenedOn ?? 'an unknown day'}`;
  const follows = source === 'computed' ? ', carried on by the service' : '';
  return `${KIND_WORDS[kind]}: ${what}${follows}, recorded ${recordedAt} (${id})`;
};
