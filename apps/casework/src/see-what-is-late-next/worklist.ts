import { foldAdvice, foldCase, foldPlan } from '@ehc/pathway';
import type { ClockSettings } from '@ehc/statutory-clock';
import type { DataSource } from 'typeorm';
import { caseClocks, type CaseStage, type ClockReading, isRunning, planClocks, stageOf } from '@ehc/case-clocks';
import type { StreamHistory } from '../read-models/stream-history.js';
import type { ChildFinder } from '../find-a-child/child-finder.js';

/** One running clock of one case or plan: what will be late next, or is. */
export interface WorklistEntry {
  readonly case: string | null;
  readonly plan: string | null;
  readonly child: string | null;
  /** For the reader who may see it; null once the child has been forgotten. */
  readonly name: string | null;
  readonly caseworker: string | null;
  readonly stage: CaseStage | 'plan_in_force';
  readonly clock: ClockReading;
}

export interface WorklistQuery {
  readonly authority: string;
  readonly today: string;
  readonly settings: Readonly<ClockSettings>;
  /** Only clocks due within this many days; overdue ones always. */
  readonly withinDays: number;
  readonly caseworker?: string;
  /** What is still in time, what is late, or both. */
  readonly show: 'due' | 'overdue' | 'all';
  readonly limit: number;
  readonly offset: number;
  /** Children whose records are restricted to others: nothing of them is shown or counted. */
  readonly hidden: readonly string[];
}

export interface Worklist {
  readonly total: number;
  readonly overdue: number;
  readonly entries: readonly WorklistEntry[];
}

interface CaseRow {
  case_id: string;
  child_id: string | null;
  caseworker: string | null;
  history: StreamHistory;
}

/** What will be late next: every running clock of an authority, by days left, and then what is late already. */
export class WorklistReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly children: ChildFinder,
  ) {}

  async read({
    authority,
    today,
    settings,
    withinDays,
    caseworker,
    show,
    limit,
    offset,
    hidden,
  }: WorklistQuery): Promise<Worklist> {
    const [cases, advice, plans] = await Promise.all([
      this.dataSource.query<CaseRow[]>(
        `SELECT case_id, child_id, caseworker, h.state AS history FROM casework.case_record c
         JOIN casework.case_history h ON h.id = case_id
         WHERE c.authority = $1 AND has_duties AND (child_id IS NULL OR child_id <> ALL ($2::text[]))`,
        [authority, hidden],
      ),
      this.dataSource.query<{ advice_id: string; case_id: string; history: StreamHistory }[]>(
        `SELECT advice_id, a.case_id, h.state AS history FROM casework.advice_record a
         JOIN casework.advice_history h ON h.id = advice_id
         JOIN casework.case_record c ON c.case_id = a.case_id AND c.has_duties
         WHERE a.authority = $1`,
        [authority],
      ),
      this.dataSource.query<
        {
          plan_id: string;
          case_id: string | null;
          child_id: string | null;
          caseworker: string | null;
          history: StreamHistory;
        }[]
      >(
        `SELECT plan_id, case_id, child_id, caseworker, h.state AS history FROM casework.plan_record p
         JOIN casework.plan_history h ON h.id = plan_id
         WHERE p.authority = $1 AND is_maintained AND (child_id IS NULL OR child_id <> ALL ($2::text[]))`,
        [authority, hidden],
      ),
    ]);
    const adviceOf = new Map<string, { advice_id: string; history: StreamHistory }[]>();
    for (const row of advice) adviceOf.set(row.case_id, [...(adviceOf.get(row.case_id) ?? []), row]);
    const planStates = plans.map((row) => ({ ...row, state: foldPlan(row.history.events) }));
    const amendedOf = new Map(
      planStates.flatMap(({ case_id, plan_id, state }) => [
        [case_id, state.amended],
        [plan_id, state.amended],
      ]),
    );
    const entries: Omit<WorklistEntry, 'name'>[] = [];
    for (const row of cases) {
      const own = adviceOf.get(row.case_id) ?? [];
      const states = new Map(own.map(({ advice_id, history }) => [advice_id, foldAdvice(history.events)]));
      const state = foldCase(row.history.events);
      const stage = stageOf(state, [...states.values()], settings, today);
      const amended = amendedOf.get(state.previousPlan ?? row.case_id) ?? [];
      for (const clock of caseClocks({ id: row.case_id, state, advice: states, amended, settings, today })) {
        // A right of appeal is nobody's duty.
        if (clock.subject.kind === 'decision') continue;
        entries.push({ case: row.case_id, plan: null, child: row.child_id, caseworker: row.caseworker, stage, clock });
      }
    }
    for (const row of planStates) {
      for (const clock of planClocks({ id: row.plan_id, state: row.state, settings, today })) {
        entries.push({
          case: row.case_id,
          plan: row.plan_id,
          child: row.child_id,
          caseworker: row.caseworker,
          stage: 'plan_in_force',
          clock,
        });
      }
    }
    const wanted = entries
      .filter(({ clock }) => isRunning(clock))
      .filter(({ clock }) => clock.status === 'overdue' || (clock.daysRemaining ?? Infinity) <= withinDays)
      .filter(({ clock }) => show === 'all' || (show === 'overdue') === (clock.status === 'overdue'))
      .filter((entry) => caseworker === undefined || entry.caseworker === caseworker)
      .sort((a, b) => urgency(a.clock) - urgency(b.clock));
    return {
      total: wanted.length,
      overdue: wanted.filter(({ clock }) => clock.status === 'overdue').length,
      entries: await this.withNames(authority, wanted.slice(offset, offset + limit)),
    };
  }

  private async withNames(
    authority: string,
    entries: readonly Omit<WorklistEntry, 'name'>[],
  ): Promise<WorklistEntry[]> {
    const names = await this.children.names(
      authority,
      entries.flatMap(({ child }) => child ?? []),
    );
    return entries.map((entry) => ({ ...entry, name: entry.child ? (names.get(entry.child) ?? null) : null }));
  }
}

/** What can still be done in time comes first, by days left; then what is late, the latest to become so first. */
const urgency = ({ daysLate, daysRemaining }: ClockReading): number =>
  daysLate !== null ? 100_000 + daysLate : (daysRemaining ?? 99_999);
