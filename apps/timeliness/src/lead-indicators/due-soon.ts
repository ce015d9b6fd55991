import type { DayNumber, RuleId, Step as Limb } from '@ehc/statutory-clock';
import type { OpenCase } from './calculate-lead-indicators.js';
import type { DutyHolder } from './duties.js';

/** Weeks that are looked ahead. */
export const WEEKS_AHEAD = 4;

/** The same duty of the same holder, on several cases. */
export interface DutyGroup {
  readonly rule: RuleId;
  readonly limb: Limb | null;
  readonly holder: DutyHolder;
  /** How many are due; a case with two of them (two requests for advice to one body) counts twice. */
  readonly count: number;
  /** Ids of the cases, those due first first. */
  readonly cases: readonly string[];
  /** Cases on which the limit is lifted: not in `count` and `cases`. */
  readonly lifted: readonly string[];
}

/** What is due in one week of seven days, both ends included. */
export interface DueInWeek {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly duties: readonly DutyGroup[];
}

/** What falls due from today up to four weeks from now, by week, duty and holder; and what is overdue. */
export const dueSoon = (
  open: readonly OpenCase[],
  today: DayNumber,
): { readonly overdue: readonly DutyGroup[]; readonly weeks: readonly DueInWeek[] } => {
  const all = open.flatMap(({ of, duties }) => duties.map((duty) => ({ ...duty, id: of.id })));
  const between = (from: DayNumber, to: DayNumber) => grouped(all.filter(({ due }) => due >= from && due <= to));
  return {
    overdue: between(-Infinity, today - 1),
    weeks: Array.from({ length: WEEKS_AHEAD }, (_, week) => {
      const from = today + week * 7;
      return { from, to: from + 6, duties: between(from, from + 6) };
    }),
  };
};

type DutyOfCase = OpenCase['duties'][number] & { readonly id: string };

const grouped = (duties: readonly DutyOfCase[]): DutyGroup[] => {
  const groups = new Map<string, DutyOfCase[]>();
  for (const duty of duties) {
    const key = [duty.rule, duty.limb, duty.holder].join(' ');
    const group = groups.get(key);
    if (group) group.push(duty);
    else groups.set(key, [duty]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const [{ rule, limb, holder }] = group as [DutyOfCase, ...DutyOfCase[]];
      const binding = group.filter(({ lifted }) => !lifted).sort((a, b) => a.due - b.due);
      const idsOf = (ofGroup: readonly DutyOfCase[]): string[] => [...new Set(ofGroup.map(({ id }) => id))];
      return {
        rule,
        limb,
        holder,
        count: binding.length,
        cases: idsOf(binding),
        lifted: idsOf(group.filter(({ lifted }) => lifted)),
      };
    });
};
