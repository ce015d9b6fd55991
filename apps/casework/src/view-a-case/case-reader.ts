import { type EventStore, KeyDestroyed, type RecordedEvent, type Sealer } from '@ehc/event-store';
import {
  type AdviceState,
  type CaseState,
  DEMONSTRATION_AUTHORITY,
  foldAdvice,
  foldCase,
  foldPlan,
  laByCode,
  type PlanState,
} from '@ehc/pathway';
import type { ClockSettings } from '@ehc/statutory-clock';
import type { DataSource } from 'typeorm';
import type { StreamHistory } from '../read-models/stream-history.js';
import { caseClocks, type CaseStage, type ClockReading, daysSinceRequest, planClocks, stageOf } from '@ehc/case-clocks';
import type { ChildFinder, FoundChild } from '../find-a-child/child-finder.js';
import { findCase, recordOfCase } from './record-of-case.js';

/** A case as its caseworker sees it. */
export interface CaseView {
  readonly case: string;
  readonly authority: { readonly code: string; readonly name: string; readonly madeUp: boolean };
  readonly child: FoundChild | null;
  readonly receivedOn: string | null;
  readonly stage: CaseStage;
  readonly caseworker: string | null;
  readonly lastFamilyContactOn: string | null;
  /** Days since receipt, up to the plan or to today. */
  readonly daysSinceRequest: number | null;
  readonly revision: number;
  /** Each clock: what is due, when it was done, days used, whether its limit is lifted. */
  readonly stages: readonly ClockReading[];
  readonly advice: readonly ({ readonly advice: string } & AdviceState)[];
  readonly plans: readonly PlanView[];
  /** Raw dates and codes, as folded from the case's events. */
  readonly facts: CaseState;
}

export interface PlanView {
  readonly plan: string;
  readonly revision: number;
  readonly clocks: readonly ClockReading[];
  readonly facts: PlanState;
}

/** One line of the timeline, with both times. */
export interface TimelineEntry {
  readonly event: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  /** Civil date on which it was done; null where it is not known. */
  readonly happenedOn: string | null;
  /** Instant at which it was recorded. */
  readonly recordedAt: string;
  readonly actor: string;
  readonly role: string;
  readonly agency: string | null;
  /** False where nobody proved who they were. */
  readonly verified: boolean;
  readonly source: string;
  readonly payload: object;
  /** What was sealed, opened for this reader; null where nothing was, or the child has been forgotten. */
  readonly personal: object | null;
  /** A later event corrected this one, or struck it out. */
  readonly correctedBy: string | null;
}

/** Reads one case: header, clocks, advice and plans from the read models; its timeline from its streams. */
export class CaseReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly sealer: Sealer,
    private readonly children: ChildFinder,
  ) {}

  /** Null where the authority has no such case: another authority's case looks the same as none. */
  async view(
    authority: string,
    caseId: string,
    { today, settings }: { today: string; settings: Readonly<ClockSettings> },
  ): Promise<CaseView | null> {
    const row = await findCase(this.dataSource, authority, caseId);
    if (!row) return null;
    const state = foldCase(row.history.events);
    const [advice, plans, child] = await Promise.all([
      this.dataSource.query<{ advice_id: string; history: StreamHistory }[]>(
        `SELECT advice_id, h.state AS history FROM casework.advice_record a
         JOIN casework.advice_history h ON h.id = advice_id
         WHERE a.authority = $1 AND case_id = $2 ORDER BY advice_id`,
        [authority, caseId],
      ),
      this.dataSource.query<{ plan_id: string; revision: number; history: StreamHistory }[]>(
        `SELECT plan_id, revision, h.state AS history FROM casework.plan_record p
         JOIN casework.plan_history h ON h.id = plan_id
         WHERE p.authority = $1 AND (case_id = $2 OR plan_id = $3)`,
        [authority, caseId, state.previousPlan],
      ),
      row.child_id ? this.children.byId(authority, row.child_id) : null,
    ]);
    const adviceById = new Map(advice.map(({ advice_id, history }) => [advice_id, foldAdvice(history.events)]));
    const planViews = plans.map(({ plan_id: plan, revision, history }) => {
      const facts = foldPlan(history.events);
      return { plan, revision, clocks: planClocks({ id: plan, state: facts, settings, today }), facts };
    });
    const amended = planViews.flatMap(({ facts }) => facts.amended);
    const stages = caseClocks({ id: caseId, state, advice: adviceById, amended, settings, today });
    const madeUp = authority === DEMONSTRATION_AUTHORITY.code;
    return {
      case: caseId,
      authority: {
        code: authority,
        name: madeUp ? DEMONSTRATION_AUTHORITY.name : (laByCode(authority)?.name ?? authority),
        madeUp,
      },
      child,
      receivedOn: state.requested?.on ?? null,
      stage: stageOf(state, [...adviceById.values()], settings, today),
      caseworker: state.caseworker,
      lastFamilyContactOn: state.lastFamilyContactOn,
      daysSinceRequest: daysSinceRequest(state, stages, today),
      revision: row.revision,
      stages,
      advice: [...adviceById].map(([adviceId, one]) => ({ advice: adviceId, ...one })),
      plans: planViews,
      facts: state,
    };
  }

  /** Everything recorded of a case, its advice and its plans, in the order in which it was recorded. */
  async timeline(authority: string, caseId: string): Promise<TimelineEntry[] | null> {
    const events = await recordOfCase({ dataSource: this.dataSource, store: this.store }, authority, caseId);
    return events && this.entries(events);
  }

  private async entries(events: readonly RecordedEvent[]): Promise<TimelineEntry[]> {
    const opened = await this.sealer.openMany(events);
    const correctedBy = new Map<string, string>();
    for (const event of events) {
      if (event.type === 'FactCorrected' || event.type === 'EventStruckOut') {
        correctedBy.set((event.payload as { event: string }).event, event.id);
      }
    }
    return events.map((event, index) => {
      const personal = opened[index]!;
      return {
        event: event.id,
        stream: event.stream,
        revision: event.revision,
        position: event.position,
        type: event.type,
        happenedOn: event.happenedOn,
        recordedAt: event.recordedAt,
        actor: event.actor,
        role: event.role,
        agency: event.agency,
        verified: event.verified,
        source: event.source,
        payload: event.payload,
        personal: event.sealed === null || personal instanceof KeyDestroyed ? null : personal,
        correctedBy: correctedBy.get(event.id) ?? null,
      };
    });
  }
}
