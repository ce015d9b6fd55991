import { type CaseState, hasEnded } from '@ehc/pathway';
import type { RequestRow } from '../read/index.js';
import type { ReturnFacts } from '../reconcile/return-facts.js';

export interface RecordedCase {
  readonly caseId: string;
  readonly state: CaseState;
}

export interface MatchedRequest {
  readonly row: RequestRow;
  /** Null: a request that is not recorded yet. */
  readonly recorded: RecordedCase | null;
  /** Why it could not be told whether this is a request that is recorded already. */
  readonly doubt: string | null;
}

/**
 * Finds for each request of a person the case that is recorded of it (measures-contract.md, "One return after another"):
 * by the received date; in a resubmission of the same year the one left over on each side are the same, with a corrected
 * date; in a later year's return a request left over is a second one, unless the earlier one had not ended and the new
 * date is not after the day on which the earlier return was made.
 */
export const matchRequests = (
  rows: readonly RequestRow[],
  recorded: readonly RecordedCase[],
  facts: ReturnFacts,
  /** Day on which the newest earlier return was made; null where there is none. */
  earlierMadeOn: string | null,
): MatchedRequest[] => {
  const free = new Set(recorded.filter((known) => !known.state.removed));
  const matches = new Map<RequestRow, RecordedCase>();
  for (const row of rows) {
    const match = [...free].find((known) => known.state.requested?.on === row.receivedDate);
    if (!match) continue;
    matches.set(row, match);
    free.delete(match);
  }

  const left = rows.filter((row) => !matches.has(row));
  const doubts = new Map<RequestRow, string>();
  if (left.length > 0) {
    const ofThisYear = [...free].filter((known) => known.state.shownInReturns.includes(facts.collectionYear));
    if (ofThisYear.length > 0) {
      if (left.length === 1 && ofThisYear.length === 1) matches.set(left[0]!, ofThisYear[0]!);
      else for (const row of left) doubts.set(row, SEVERAL);
    } else {
      matchLater(left, [...free], earlierMadeOn, matches, doubts);
    }
  }
  return rows.map((row) => ({ row, recorded: matches.get(row) ?? null, doubt: doubts.get(row) ?? null }));
};

const SEVERAL =
  'several requests of this person have other dates than those recorded, so it cannot be told which is which; taken as a further request';

const matchLater = (
  left: readonly RequestRow[],
  free: readonly RecordedCase[],
  earlierMadeOn: string | null,
  matches: Map<RequestRow, RecordedCase>,
  doubts: Map<RequestRow, string>,
): void => {
  if (earlierMadeOn === null) return;
  const open = free.filter((known) => !hasEnded(known.state));
  const possible = left.filter((row) => row.receivedDate <= earlierMadeOn);
  if (open.length === 0 || possible.length === 0) return;
  if (open.length === 1 && possible.length === 1) matches.set(possible[0]!, open[0]!);
  else for (const row of possible) doubts.set(row, SEVERAL);
};
