/**
 * Which exceptions lift a limit. An exception never moves a limit and stops no clock: it lifts the limit, and the duty
 * left is to act as soon as practicable.
 */
import type { Limb } from '../rules/rule.js';
import { ruleById } from '../rules/index.js';
import { REACHED_IN_2020 } from '../rules/relaxation-2020.js';
import type { RuleId } from '../rules/rule-ids.js';
import { type ClockSettings, DEFAULT_SETTINGS } from '../settings.js';
import { absence } from './absence.js';
import { coronavirus } from './coronavirus.js';
import type { ExceptionDate, Finding, GivenException, JudgedPeriod } from './exception.js';
import { missedAppointment } from './missed-appointment.js';
import { personalCircumstances } from './personal.js';
import { schoolClosed } from './school-closed.js';

/** What duty is left when a limit is lifted. */
export type ReplacedBy = 'as_soon_as_practicable' | 'as_soon_as_reasonably_practicable';

/** The kind that is judged as X3 under the setting `parentRequestedDelayIsException`, and lifts nothing otherwise. */
export const PARENT_REQUESTED_DELAY = 'parent-requested-delay';

export interface Judgement {
  lifted: boolean;
  /** Only where lifted. */
  replacedBy?: ReplacedBy;
  /** One for each exception, in the order given. */
  findings: readonly Finding[];
}

/** The dates that each kind has, and which of them it cannot do without. */
export const DATES_OF_KIND: Readonly<
  Record<string, { needed: readonly ExceptionDate[]; optional: readonly ExceptionDate[] }>
> = {
  X1: { needed: ['adviceRequestedOn', 'closedFrom', 'reopensOn'], optional: [] },
  X2: { needed: ['adviceRequestedOn', 'closedFrom', 'reopensOn'], optional: [] },
  X3: { needed: ['from'], optional: ['to'] },
  X3b: { needed: ['from'], optional: ['to'] },
  X4: { needed: ['from'], optional: ['to'] },
  X4b: { needed: ['from'], optional: ['to'] },
  X5: { needed: ['missedOn'], optional: [] },
  coronavirus: { needed: [], optional: [] },
};

/** The kind as which an exception is judged under the settings. */
export function judgedAs(kind: string, settings: Readonly<ClockSettings>): string {
  return kind === PARENT_REQUESTED_DELAY && settings.parentRequestedDelayIsException ? 'X3' : kind;
}

/** Whether an exception of that kind can lift that rule's limit at all. */
export function isLawful(ruleId: RuleId, kind: string): boolean {
  return kind === 'coronavirus'
    ? REACHED_IN_2020.has(ruleId)
    : (ruleById(ruleId).liftedBy as readonly string[]).includes(kind);
}

/**
 * Judges every exception against the period of a limit.
 * @param period day numbers; `due` is the due date before any rolling for non-working days.
 */
export function judge(
  ruleId: RuleId,
  period: JudgedPeriod,
  exceptions: readonly GivenException[],
  settings: Readonly<ClockSettings> = DEFAULT_SETTINGS,
): Judgement {
  let byLimb = false;
  let byCoronavirus = false;
  const findings = exceptions.map((exception) => {
    const finding = judgeOne(ruleId, period, exception, settings);
    if (finding.lifts) {
      if (exception.kind === 'coronavirus') byCoronavirus = true;
      else byLimb = true;
    }
    return finding;
  });
  if (!byLimb && !byCoronavirus) return { lifted: false, findings };
  return {
    lifted: true,
    replacedBy: byLimb ? 'as_soon_as_practicable' : 'as_soon_as_reasonably_practicable',
    findings,
  };
}

/** Whether any of the exceptions lifts the limit. See `judge`. */
export function isLifted(
  ruleId: RuleId,
  period: JudgedPeriod,
  exceptions: readonly GivenException[],
  settings: Readonly<ClockSettings> = DEFAULT_SETTINGS,
): boolean {
  return exceptions.some((exception) => judgeOne(ruleId, period, exception, settings).lifts);
}

function judgeOne(
  ruleId: RuleId,
  period: JudgedPeriod,
  exception: GivenException,
  settings: Readonly<ClockSettings>,
): Finding {
  const kind = judgedAs(exception.kind, settings);
  const against: string[] = [];
  if (!isLawful(ruleId, kind)) against.push(`${exception.kind} is not a lawful exception to this limit`);
  if (exception.impractical !== true) against.push('it is not said that keeping the limit was impractical');
  const missing = Object.hasOwn(DATES_OF_KIND, kind)
    ? DATES_OF_KIND[kind]!.needed.filter((name) => exception[name] === undefined)
    : [];
  if (missing.length > 0) against.push(`the date ${missing.join(', ')} is missing`);
  if (against.length > 0) return { lifts: false, because: against.join('; ') };
  return test(kind as Limb | 'coronavirus', period, exception, settings);
}

function test(
  kind: Limb | 'coronavirus',
  period: JudgedPeriod,
  exception: GivenException,
  settings: Readonly<ClockSettings>,
): Finding {
  switch (kind) {
    case 'X1':
    case 'X2':
      return schoolClosed(exception, settings);
    case 'X3':
    case 'X3b':
      return personalCircumstances(exception, period);
    case 'X4':
    case 'X4b':
      return absence(exception, period, settings);
    case 'X5':
      return missedAppointment(exception, period);
    case 'coronavirus':
      return coronavirus(period, settings);
  }
}
