import { type DayNumber, formatCivilDate } from '@ehc/statutory-clock';
import {
  countDay140,
  countHolders,
  countOpen,
  countReasons,
  daysHeldBy,
  type LeadIndicators,
  type OpenCase,
} from './calculate-lead-indicators.js';
import { DAY_140_REASONS, type Day140Reason } from './day-140.js';
import { type DutyGroup, dueSoon } from './due-soon.js';
import { isStatutory, nameOfDuty } from './duties.js';
import { HOLDER_RULES, HOLDERS } from './holder.js';
import type {
  CaseReasonsResponse,
  Day140Response,
  DutyGroupResponse,
  LeadFiguresResponse,
  OpenCaseResponse,
} from './lead-indicators.response.js';

/** Which open cases are listed. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Lead indicators in the form of the answer. */
export const leadFiguresOf = (
  { open, stageTimes }: LeadIndicators,
  today: DayNumber,
  { limit, offset }: Page,
): LeadFiguresResponse => {
  const { overdue, weeks } = dueSoon(open, today);
  return {
    open: countOpen(open),
    day140: day140Figures(open),
    due: {
      overdue: overdue.map(dutyGroup),
      weeks: weeks.map(({ from, to, duties }) => ({
        from: formatCivilDate(from),
        to: formatCivilDate(to),
        duties: duties.map(dutyGroup),
      })),
    },
    stageTimes: [...stageTimes],
    holders: countHolders(open).map((total) => ({ ...total, label: HOLDER_RULES[total.holder].label })),
    cases: {
      total: open.length,
      limit,
      offset,
      entries: open.slice(offset, offset + limit).map((one) => listed(one, today)),
    },
  };
};

const day140Figures = (open: readonly OpenCase[]): Day140Response => {
  const { cases: cannotCases, ...cannot } = countDay140(open, ['past', 'cannot']);
  const { cases: unlikelyCases, ...unlikely } = countDay140(open, ['unlikely']);
  return {
    cannot,
    past: countDay140(open, ['past']).numerator,
    unlikely,
    lifted: open.length - cannot.denominator,
    reasons: countReasons(open, Object.keys(DAY_140_REASONS) as Day140Reason[]),
    cases: [...cannotCases, ...unlikelyCases].map(({ of, day140 }): CaseReasonsResponse => ({
      case: of.id,
      prospect: day140.prospect,
      reasons: [...day140.reasons],
      daysLeft: day140.daysLeft,
    })),
  };
};

const dutyGroup = ({ rule, limb, holder, count, cases, lifted }: DutyGroup): DutyGroupResponse => ({
  rule,
  ...(limb !== null && { limb }),
  name: nameOfDuty(rule),
  holder,
  statutory: isStatutory(rule),
  count,
  cases,
  lifted,
});

const listed = (one: OpenCase, today: DayNumber): OpenCaseResponse => {
  const { of, day140, next, held } = one;
  return {
    case: of.id,
    need: of.need,
    stage: one.stage,
    stageSince: formatCivilDate(one.stageSince),
    daysInStage: one.daysInStage,
    receivedOn: formatCivilDate(one.receivedOn),
    age: one.age,
    day140: formatCivilDate(one.issueBy),
    daysLeft: day140.daysLeft,
    prospect: day140.prospect,
    reasons: day140.reasons,
    ...(day140.usuallyRemains !== null && { usuallyRemains: day140.usuallyRemains }),
    holder: one.holder,
    heldSince: formatCivilDate(one.heldSince),
    outstanding: one.outstanding,
    held: HOLDERS.map((holder) => ({ holder, days: daysHeldBy(held, holder) })).filter(({ days }) => days > 0),
    ...(next !== null && {
      next: {
        rule: next.rule,
        holder: next.holder,
        due: formatCivilDate(next.due),
        daysLeft: next.due - today,
      },
    }),
  };
};
