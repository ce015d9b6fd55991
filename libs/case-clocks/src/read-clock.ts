import {
  calculate,
  type Answer,
  type ClockSettings,
  type ExceptionInRequest,
  parseCivilDate,
  ruleById,
  type RuleId,
  STEPS,
  standingOf,
  type Step as Limb,
} from '@ehc/statutory-clock';
import type { ClockReading, ClockStatus, ClockSubject, Stopped } from './clock-reading.js';
import { judgedOn } from './judged-on.js';

/** From where a clock is looked at. */
export interface Viewpoint {
  /** Civil date. */
  readonly today: string;
  readonly settings: Readonly<ClockSettings>;
  /** Exceptions recorded on the case; the law says of each rule which of them lift it. */
  readonly exceptions: readonly ExceptionInRequest[];
}

/** A day that something was done on: undefined, not done; null, done on a day that is not known. */
export type Done = string | null | undefined;

interface Clock {
  readonly rule: RuleId;
  readonly subject: ClockSubject;
  /** Day counted from, and the facts that the rule needs by its own names (civil-date strings, codes). */
  readonly start: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly stopped?: Stopped | undefined;
}

/** A clock with one limit. `done` is the rule's own name of the fact that does it, and its day. */
export interface LimitClock extends Clock {
  readonly done?: readonly [fact: string, on: Done];
  /** Nobody's duty: time that others must be left. It ends on a response, or when it is over. */
  readonly endedOn?: Done;
  /** Where one subject has several clocks of a rule. */
  readonly keySuffix?: string;
}

/** A clock that sets several limits at once. */
export interface TimetableClock extends Clock {
  readonly done: Partial<Record<Limb, { readonly on?: Done; readonly stopped?: Stopped | undefined }>>;
}

/** Reads a clock with one limit. The statutory clock reckons; here the answer is only put into words of the case. */
export const readLimit = (clock: LimitClock, view: Viewpoint): ClockReading => {
  const [doneFact, done] = clock.done ?? [undefined, undefined];
  const answer = ask(clock, view, done ?? stopDay(clock.stopped), doneFact && done ? { [doneFact]: done } : {});
  const isDuty = clock.done !== undefined;
  const known = clock.start !== null && answer.due !== undefined;
  let status: ClockStatus;
  if (done === null || !known) status = 'not_known';
  else if (done !== undefined) status = answer.status ?? 'on_time';
  else if (clock.stopped) status = clock.stopped.because === 'superseded' ? 'superseded' : 'stopped';
  else if (!isDuty) status = clock.endedOn !== undefined || view.today > answer.due! ? 'ended' : 'open';
  else status = answer.status ?? 'open';
  return complete(clock, view, answer, {
    key: key(clock, clock.keySuffix),
    limb: null,
    due: answer.due ?? null,
    done: (isDuty ? done : clock.endedOn) ?? null,
    status,
    late: isDuty,
    daysLate: answer.daysLate,
  });
};

/** Reads each limit of a clock that sets several. */
export const readTimetable = (clock: TimetableClock, view: Viewpoint): ClockReading[] => {
  const { on: concluded, stopped: stoppedLast = clock.stopped } = clock.done.final ?? {};
  const answer = ask(clock, view, concluded ?? stopDay(stoppedLast), {});
  return STEPS.filter((limb) => answer.dues?.[limb] !== undefined).map((limb) => {
    const due = answer.dues![limb]!;
    const { on: done, stopped = clock.stopped } = clock.done[limb] ?? {};
    const standing = standingOf(
      parseCivilDate(due),
      done ? parseCivilDate(done) : undefined,
      parseCivilDate(view.today),
    );
    let status: ClockStatus = standing.status;
    if (done === null) status = 'not_known';
    else if (done === undefined && stopped) status = stopped.because === 'superseded' ? 'superseded' : 'stopped';
    return complete({ ...clock, stopped }, view, answer, {
      key: key(clock, limb),
      limb,
      due,
      done: done ?? null,
      status,
      late: true,
      daysLate: standing.daysLate,
    });
  });
};

/** The day on which a duty fell away; one that others take the place of is still looked at from today. */
const stopDay = (stopped: Stopped | undefined): string | null =>
  stopped && stopped.because !== 'superseded' ? stopped.on : null;

const ask = (clock: Clock, view: Viewpoint, endedOn: string | null, doneFacts: Record<string, string>): Answer =>
  clock.start === null
    ? {}
    : calculate({
        rule: clock.rule,
        facts: { ...clock.facts, ...doneFacts },
        exceptions: view.exceptions,
        asOf: judgedOn(endedOn, view.today),
        settings: view.settings,
      });

const key = (clock: Clock, suffix?: string): string =>
  [clock.rule, clock.subject.id, ...(suffix === undefined ? [] : [suffix])].join(':');

interface Found {
  readonly key: string;
  readonly limb: Limb | null;
  readonly due: string | null;
  readonly done: string | null;
  readonly status: ClockStatus;
  /** Whether time beyond the last day is lateness. */
  readonly late: boolean;
  /** Days after the last day, as the clock answers while it runs and once it was done. */
  readonly daysLate: number | undefined;
}

const complete = (clock: Clock, view: Viewpoint, answer: Answer, found: Found): ClockReading => {
  const { status, due, done } = found;
  const stopped = done === null && (status === 'stopped' || status === 'superseded') ? (clock.stopped ?? null) : null;
  const until = status === 'not_known' ? null : (done ?? (stopped ? stopped.on : view.today));
  const over = stopped && due !== null && until !== null ? daysBetween(due, until) : (found.daysLate ?? 0);
  const rule = ruleById(clock.rule);
  return {
    key: found.key,
    rule: clock.rule,
    name: rule.plainName,
    dutyHolder: rule.dutyHolder,
    subject: clock.subject,
    limb: found.limb,
    start: clock.start,
    due,
    actByWorkingDay: answer.actByWorkingDay ?? null,
    earliest: answer.earliest ?? null,
    done,
    status,
    daysUsed: clock.start !== null && until !== null ? Math.max(0, daysBetween(clock.start, until)) : null,
    daysLate: found.late && status !== 'not_known' && over > 0 ? over : null,
    daysRemaining: status === 'open' && due !== null ? daysBetween(view.today, due) : null,
    limit: answer.limit ?? null,
    replacedBy: answer.replacedBy ?? null,
    exceptions: (answer.exceptions ?? []).map(({ kind, lifts, because }) => ({ kind, lifts, because })),
    stopped,
    lawVersion: answer.lawVersion ?? null,
    source: answer.source ?? rule.authority,
    count: answer.count ?? null,
  };
};

const daysBetween = (from: string, to: string): number => parseCivilDate(to) - parseCivilDate(from);
