import type { CaseRecords, AdviceBody } from '@ehc/identity';
import { foldAdvice } from '@ehc/pathway';
import type { Pool } from 'pg';
import type { StreamHistory } from './stream-history.js';

/**
 * What the guard must know of records, from the read models of cases, plans and requests for advice. It is asked before
 * it is known in whose scope a request is, so it names the authority itself.
 */
export const caseRecords = (pool: Pick<Pool, 'query'>): CaseRecords => ({
  bodiesAskedOn: async (authority, caseId) => {
    const { rows } = await pool.query<{ history: StreamHistory }>(
      `SELECT h.state AS history FROM casework.advice_record a
       JOIN casework.advice_history h ON h.id = advice_id
       WHERE a.authority = $1 AND case_id = $2`,
      [authority, caseId],
    );
    return rows.flatMap(({ history }): readonly AdviceBody[] => {
      const { requested, body } = foldAdvice(history.events);
      return requested && body ? [body] : [];
    });
  },
  idsOf: async (authority, children) => {
    const { rows } = await pool.query<{ id: string }>(
      `SELECT case_id AS id FROM casework.case_record WHERE authority = $1 AND child_id = ANY ($2::text[])
       UNION ALL
       SELECT plan_id FROM casework.plan_record WHERE authority = $1 AND child_id = ANY ($2::text[])
       UNION ALL
       SELECT advice_id FROM casework.advice_record WHERE authority = $1 AND child_id = ANY ($2::text[])`,
      [authority, children],
    );
    return rows.map(({ id }) => id);
  },
});
