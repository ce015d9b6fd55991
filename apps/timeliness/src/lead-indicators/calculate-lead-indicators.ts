import { OPEN_STAGES, type OpenStage } from '@ehc/case-clocks';
import { addMonths, type ClockSettings, type DayNumber } from '@ehc/statutory-clock';
import { CaseReader, type CaseView } from '../measures/case-view.js';
import { isDated } from '../measures/index.js';
import { OPEN_AGES } from '../measures/of-open-cases.js';
import { type Day140, type Day140Prospect, type Day140Reason, day140Of } from './day-140.js';
import { type Duty, dutiesOf } from './duties.js';
import { type HeldCase, type Holder, HOLDERS, heldSpans, outstandingAdvice } from './holder.js';
import type { AdviceBody, LeadCase } from './lead-case.js';
import type { LeadFacts } from './lead-facts.js';
import { leadLimitsUnder, type LeadLimits } from './lead-limits.js';
import type { Span } from './spans.js';
import { type Stay, staysOf } from './stays.js';
import { type Spread, spreadOf, type UsualTimes, usualTimes } from './usual-times.js';

/** Version of the rules by which lead indicators are worked out; raised whenever one of them changes. */
export const LEAD_RULES_VERSION = '1';

/** Weeks after which an open case is counted as past them. */
export const WEEKS_PAST = [6, 12, 16, 20] as const;

/** One open case, with everything that tells what will become of it. */
export interface OpenCase {
  readonly of: LeadCase;
  readonly receivedOn: DayNumber;
  readonly stage: OpenStage;
  /** First day of its present stay in the stage. */
  readonly stageSince: DayNumber;
  readonly daysInStage: number;
  /** Days since receipt. */
  readonly age: number;
  readonly issueBy: DayNumber;
  readonly day140: Day140;
  readonly holder: Holder;
  readonly heldSince: DayNumber;
  /** Every body whose advice is outstanding in the assessment, the holder's first. */
  readonly outstanding: readonly AdviceBody[];
  /** Who held it on which days; the lengths add up to its age. */
  readonly held: readonly Span<Holder>[];
  readonly duties: readonly Duty[];
  /** The duty that will be late next, else the one that became so last. */
  readonly next: Duty | null;
}

export interface StageTimes {
  readonly stage: OpenStage;
  /** Days so far of the open cases in it. */
  readonly now: Spread;
  /** Days of the stays in it that ended in the last 12 months. */
  readonly left: Spread;
  /** Days from the beginning of a stay in it to the plan, of the plans issued in the last 12 months. */
  readonly toPlan: Spread;
}

export interface LeadIndicators {
  /** Those that will be late next come first. */
  readonly open: readonly OpenCase[];
  readonly stageTimes: readonly StageTimes[];
}

/**
 * The open cases of an authority on a day, with where they stand, who holds them and what is due, and how long stages
 * took in the 12 months before.
 */
export const calculateLeadIndicators = (
  { facts, cases }: LeadFacts,
  today: DayNumber,
  settings: Readonly<ClockSettings>,
): LeadIndicators => {
  const limits = leadLimitsUnder(settings);
  const histories = historiesOf({ facts, cases }, { today, settings, limits });
  const usual = usualTimes(histories, addMonths(today, -12), today);
  const around = { today, settings, limits, usual };
  const open = histories
    .filter(({ view }) => view.open)
    .map((history) => openCase(history, around))
    .sort((a, b) => urgency(a, today) - urgency(b, today) || (a.of.id < b.of.id ? -1 : 1));
  return { open, stageTimes: OPEN_STAGES.map((stage) => timesOf(stage, open, usual)) };
};

/** Where each case stands and how it came there; without those in no measure, and those received later. */
export const historiesOf = (
  { facts, cases }: LeadFacts,
  { today, settings, limits }: Omit<Around, 'usual'>,
): CaseHistory[] => {
  const reader = new CaseReader(facts, { period: { from: today, to: today }, snapshot: today, settings, limits });
  return cases.flatMap((of, row): CaseHistory[] => {
    const view = reader.read(row);
    // A day of receipt that is not known gives neither stages nor ages.
    if (view === null || !isDated(view.receivedOn) || view.receivedOn > today) return [];
    const staged = { of, days: { ...reader.days }, ownReceivedOn: facts.cases.receivedOn[row]! };
    return [{ staged, view: { ...view }, stays: staysOf(staged, today, limits), issuedOn: view.issuedOn }];
  });
};

interface CaseHistory {
  readonly staged: HeldCase;
  readonly view: CaseView;
  readonly stays: readonly Stay[];
  readonly issuedOn: DayNumber;
}

interface Around {
  readonly today: DayNumber;
  readonly settings: Readonly<ClockSettings>;
  readonly limits: LeadLimits;
  readonly usual: UsualTimes;
}

const openCase = ({ staged, view, stays }: CaseHistory, around: Around): OpenCase => {
  const { today, limits } = around;
  const { of } = staged;
  const stageSince = stays.at(-1)!.from;
  const held = heldSpans(staged, today, limits);
  const { value: holder, from: heldSince } = held.at(-1)!;
  const duties = dutiesOf(of, view, around);
  return {
    of,
    receivedOn: view.receivedOn,
    stage: view.stage,
    stageSince,
    daysInStage: today - stageSince,
    age: view.age,
    issueBy: view.issueBy,
    day140: day140Of(of, view, today - stageSince, around),
    holder,
    heldSince,
    outstanding:
      view.stage === 'assessment' ? [...new Set(outstandingAdvice(of.advice, today).map(({ body }) => body))] : [],
    held,
    duties,
    next: nextOf(duties, today),
  };
};

/** What can still be done in time comes first, by days left; then what is late, the latest to become so first. */
const urgencyOf = ({ due }: Duty, today: DayNumber): number => (due >= today ? due - today : 100_000 + today - due);

const nextOf = (duties: readonly Duty[], today: DayNumber): Duty | null =>
  duties
    .filter(({ lifted }) => !lifted)
    .reduce<Duty | null>(
      (next, duty) => (next === null || urgencyOf(duty, today) < urgencyOf(next, today) ? duty : next),
      null,
    );

/** A case on which only lifted limits run comes last. */
const urgency = ({ next }: OpenCase, today: DayNumber): number =>
  next === null ? Number.MAX_SAFE_INTEGER : urgencyOf(next, today);

const timesOf = (stage: OpenStage, open: readonly OpenCase[], { left, toPlan }: UsualTimes): StageTimes => ({
  stage,
  now: spreadOf(open.filter((one) => one.stage === stage).map(({ daysInStage }) => daysInStage)),
  left: left[stage],
  toPlan: toPlan[stage],
});

/** Open cases of each stage and age band, and those past so many weeks. */
export const countOpen = (open: readonly OpenCase[]) => {
  const inBand = (cases: readonly OpenCase[]): Record<string, number> =>
    Object.fromEntries(
      OPEN_AGES.map(({ key, after, to }) => [key, cases.filter(({ age }) => age > after && age <= to).length]),
    );
  return {
    total: open.length,
    ages: inBand(open),
    stages: OPEN_STAGES.map((stage) => {
      const cases = open.filter((one) => one.stage === stage);
      return { stage, total: cases.length, ages: inBand(cases) };
    }),
    past: WEEKS_PAST.map((weeks) => ({ weeks, cases: open.filter(({ age }) => age > weeks * 7).length })),
  };
};

/** Cases and days so far by holder; the cases add up to all that are open, the days to their ages. */
export const countHolders = (open: readonly OpenCase[]) =>
  HOLDERS.map((holder) => ({
    holder,
    cases: open.filter((one) => one.holder === holder).length,
    days: open.reduce((days, { held }) => days + daysHeldBy(held, holder), 0),
  }));

/** Days of a case that one holder had it. */
export const daysHeldBy = (held: readonly Span<Holder>[], holder: Holder): number =>
  held.reduce((days, { value, from, to }) => days + (value === holder ? to - from : 0), 0);

/** Of the cases whose limit of 20 weeks applies, those with one of these prospects. */
export const countDay140 = (open: readonly OpenCase[], prospects: readonly Day140Prospect[]) => {
  const judged = open.filter(({ day140 }) => day140.prospect !== 'lifted');
  const cases = judged.filter(({ day140 }) => prospects.includes(day140.prospect));
  const [numerator, denominator] = [cases.length, judged.length];
  return { numerator, denominator, value: denominator === 0 ? null : (100 * numerator) / denominator, cases };
};

export const countReasons = (open: readonly OpenCase[], reasons: readonly Day140Reason[]) =>
  reasons.map((reason) => ({
    reason,
    cases: open.filter(({ day140 }) => day140.reasons.includes(reason)).length,
  }));
