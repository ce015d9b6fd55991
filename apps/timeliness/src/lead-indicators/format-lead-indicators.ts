import { HOLDER_RULES, type Holder } from './holder.js';
import type {
  DutyGroupResponse,
  LeadFiguresResponse,
  LeadIndicatorsResponse,
  OpenCaseResponse,
  SpreadResponse,
} from './lead-indicators.response.js';

/** The answer as tables for people. */
export const formatLeadIndicators = (answer: LeadIndicatorsResponse): string => {
  const { authority, today, asAt, known, importing, versions, figures } = answer;
  const head = [
    `Authority ${authority} on ${today}, as known at ${asAt}`,
    `Law ${versions.law}, settings ${versions.settings}, rules of lead indicators ${versions.rules}`,
  ];
  if (!known || figures === undefined) {
    return [...head, 'Nothing had been recorded for this authority by then.', ''].join('\n');
  }
  if (importing) head.push('An import was under way at that moment: these are the figures of half a return.');
  const sections = [openLines, day140Lines, dueLines, timesLines, holderLines, caseLines];
  return [...head, ...sections.flatMap((lines) => ['', ...lines(figures)]), ''].join('\n');
};

const row = (name: string, cells: readonly (string | number | null)[], width = 8): string =>
  `${name.padEnd(24)}${cells.map((cell) => String(cell ?? '–').padStart(width)).join('')}`;

const openLines = ({ open }: LeadFiguresResponse): string[] => {
  const bands = Object.keys(open.ages);
  return [
    row('Open, by days of age', [...bands, 'all']),
    ...open.stages.map(({ stage, total, ages }) => row(stage, [...bands.map((band) => ages[band]!), total])),
    row('all', [...bands.map((band) => open.ages[band]!), open.total]),
    open.past.map(({ weeks, cases }) => `past ${weeks} weeks: ${cases}`).join(', '),
  ];
};

const day140Lines = ({ day140 }: LeadFiguresResponse): string[] => {
  const share = (name: string, { numerator, denominator, value }: LeadFiguresResponse['day140']['cannot']): string =>
    `${name.padEnd(28)}${(value === null ? '–' : `${value.toFixed(1)}%`).padStart(8)}  ${numerator} of ${denominator}`;
  return [
    share('Can no longer make day 140', day140.cannot),
    share('Unlikely to', day140.unlikely),
    `Past it: ${day140.past}. Limit lifted, in none of these: ${day140.lifted}.`,
    ...day140.reasons.map(({ reason, cases }) => row(`    ${reason}`, [cases])),
  ];
};

const dutyLine = ({ rule, limb, holder, count, lifted }: DutyGroupResponse): string =>
  `    ${[rule, limb].filter(Boolean).join(' ').padEnd(30)}${holder.padEnd(24)}${String(count).padStart(6)}${lifted.length > 0 ? `  and ${lifted.length} lifted` : ''}`;

const dueLines = ({ due }: LeadFiguresResponse): string[] => [
  'Overdue',
  ...due.overdue.map(dutyLine),
  ...due.weeks.flatMap(({ from, to, duties }) => [`Due ${from} to ${to}`, ...duties.map(dutyLine)]),
];

const timesLines = ({ stageTimes }: LeadFiguresResponse): string[] => {
  const cells = ({ count, median, p90, longest }: SpreadResponse) => [count, median, p90, longest];
  const words = ['n', 'median', 'p90', 'longest'];
  return [
    row('Days in stage: now,', words),
    row('    and left in a year', words),
    ...stageTimes.flatMap(({ stage, now, left }) => [row(stage, cells(now)), row('', cells(left))]),
  ];
};

const holderLines = ({ holders }: LeadFiguresResponse): string[] => [
  row('Held by', ['cases', 'days']),
  ...holders
    .filter(({ cases, days }) => cases > 0 || days > 0)
    .map(({ holder, cases, days }) => row(holder, [cases, days])),
];

const caseLines = ({ cases }: LeadFiguresResponse): string[] => [
  `Open cases ${Math.min(cases.offset + 1, cases.total)} to ${cases.offset + cases.entries.length} of ${cases.total}, what will be late next first`,
  ...cases.entries.map(caseLine),
];

const caseLine = (one: OpenCaseResponse): string => {
  const late = one.next === undefined ? '' : `${one.next.rule} ${one.next.due} (${daysLeft(one.next.daysLeft)})`;
  const holder = HOLDER_RULES[one.holder as Holder].label;
  return [
    `${one.case}  ${one.stage}, day ${one.age}, day 140 on ${one.day140}`,
    `    ${late}; ${holder} since ${one.heldSince}; ${[one.prospect, ...one.reasons].join(', ')}`,
  ].join('\n');
};

const daysLeft = (days: number): string =>
  days < 0 ? `${-days} days overdue` : days === 1 ? '1 day left' : `${days} days left`;
