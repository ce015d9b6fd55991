import { caseLines, causes, shown } from '../compare-measures/format-comparison.js';
import type { Restatement } from './restatements.js';

/** The queue of restatements for people. */
export const formatRestatements = (all: readonly Restatement[]): string =>
  all.length === 0 ? 'Every published figure equals what is known.\n' : `${all.flatMap(linesOf).join('\n')}\n`;

const linesOf = ({ published: { name, period, asAt }, figures, cases, unexplained }: Restatement): string[] => [
  `${name}: ${period.from} to ${period.to}, as known at ${asAt}`,
  ...figures.map(({ measure, slice, unit, published, restated, because }) => {
    const becomes = restated === null ? 'moved by corrections and by new facts' : shown(restated, unit);
    return `    ${measure}${slice === undefined ? '' : ` ${slice}`}: ${shown(published, unit)} → ${becomes}: ${causes({ because })}`;
  }),
  ...cases.flatMap(caseLines),
  ...(unexplained === 0 ? [] : [`  FAULT: ${unexplained} is not accounted for. Please report this.`]),
];
