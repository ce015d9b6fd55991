import type { AdviceAsked, AdviceBody } from '@ehc/identity';
import { foldAdvice } from '@ehc/pathway';
import type { Pool } from 'pg';
import type { StreamHistory } from './stream-history.js';

/**
 * Which bodies were asked for their advice on a case, from the read model of requests for advice. It is asked before it
 * is known in whose scope a request is, so it names the authority itself.
 */
export const adviceAsked = (pool: Pick<Pool, 'query'>): AdviceAsked => ({
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
});
