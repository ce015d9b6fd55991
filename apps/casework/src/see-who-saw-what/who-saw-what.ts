import type { Sealer } from '@ehc/event-store';
import { listReads, type ReadsQueries, type ReadsWanted, type RecordedRead } from '@ehc/identity';

/** Which reads are asked for; all that is given must fit. */
export interface ReadsAsked extends Omit<ReadsWanted, 'records'> {
  readonly authority: string;
  /** Reads that showed this child, or one of its cases, plans or requests for advice. */
  readonly child?: string | undefined;
  /** Reads that showed this case. */
  readonly case?: string | undefined;
}

export interface ReadsAnswer {
  /** The newest first. */
  readonly reads: readonly RecordedRead[];
  /** What to ask for as `before` to get the next page; null where this is the last one. */
  readonly next: string | null;
}

/** Who was shown what, of the authority for which the queries are made. */
export const whoSawWhat = async (
  queries: ReadsQueries,
  sealer: Pick<Sealer, 'openMany'>,
  { authority, child, case: caseId, ...wanted }: ReadsAsked,
): Promise<ReadsAnswer> => {
  const records = [
    ...(child === undefined ? [] : await recordsOfChild(queries, authority, child.toLowerCase())),
    ...(caseId === undefined ? [] : [`case-${caseId.toLowerCase()}`]),
  ];
  const reads = await listReads(queries, sealer, { ...wanted, records: records.length > 0 ? records : undefined });
  return { reads, next: reads.length < wanted.limit ? null : reads.at(-1)!.position };
};

/** A child and whatever is kept of it, as their streams are named. */
const recordsOfChild = async (queries: ReadsQueries, authority: string, child: string): Promise<string[]> => {
  const rows = await queries.query<{ record: string }>(
    `SELECT 'case-' || case_id AS record FROM casework.case_record WHERE authority = $1 AND child_id = $2
     UNION SELECT 'plan-' || plan_id FROM casework.plan_record WHERE authority = $1 AND child_id = $2
     UNION SELECT 'advice-' || a.advice_id FROM casework.advice_record a
             JOIN casework.case_record c USING (case_id) WHERE c.authority = $1 AND c.child_id = $2`,
    [authority, child],
  );
  return [`child-${child}`, ...rows.map(({ record }) => record)];
};
