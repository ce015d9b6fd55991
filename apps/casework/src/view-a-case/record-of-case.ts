import { comparePositions, type EventStore, type RecordedEvent } from '@ehc/event-store';
import { foldCase } from '@ehc/pathway';
import type { DataSource } from 'typeorm';
import type { StreamHistory } from '../read-models/stream-history.js';

export interface CaseRow {
  case_id: string;
  authority: string;
  child_id: string | null;
  revision: number;
  history: StreamHistory;
}

/** The row of a case; null where the authority has no such case. */
export const findCase = async (dataSource: DataSource, authority: string, caseId: string): Promise<CaseRow | null> => {
  const rows: CaseRow[] = await dataSource.query(
    `SELECT case_id, c.authority, child_id, revision, h.state AS history FROM casework.case_record c
     JOIN casework.case_history h ON h.id = case_id
     WHERE c.authority = $1 AND case_id = $2`,
    [authority, caseId],
  );
  return rows[0] ?? null;
};

/**
 * Everything recorded of a case, its advice and its plans, in the order in which it was recorded; null where the
 * authority has no such case.
 */
export const recordOfCase = async (
  { dataSource, store }: { readonly dataSource: DataSource; readonly store: EventStore },
  authority: string,
  caseId: string,
): Promise<RecordedEvent[] | null> => {
  const row = await findCase(dataSource, authority, caseId);
  if (!row) return null;
  const related: { stream: string }[] = await dataSource.query(
    `SELECT 'advice-' || advice_id AS stream FROM casework.advice_record WHERE authority = $1 AND case_id = $2
     UNION ALL
     SELECT 'plan-' || plan_id FROM casework.plan_record WHERE authority = $1 AND (case_id = $2 OR plan_id = $3)`,
    [authority, caseId, foldCase(row.history.events).previousPlan],
  );
  const streams = await store.readStreams([`case-${caseId}`, ...related.map(({ stream }) => stream)]);
  const events = [...streams.values()].flat().filter((event) => event.authority === authority);
  return events.sort((a, b) => comparePositions(a.position, b.position));
};
