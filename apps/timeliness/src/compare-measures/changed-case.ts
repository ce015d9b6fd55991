import { comparePositions, type RecordedEvent } from '@ehc/event-store';
import type { AffectedCase } from './affected-cases.js';
import type { AttributedCase } from './attribute.js';
import type { ChangedCase, ChangingEvent, Corrected } from './comparison-answer.js';
import { minus } from './contribution.js';
import { EVENT_KINDS, kindOf } from './event-kind.js';
import { figureChanges } from './figure-changes.js';
import type { CaseHistory } from './read-histories.js';
import { recordedCause } from './recorded-cause.js';

/** A case that moved figures, with the events by which it did. */
export const changedCase = (
  { cases, plans }: AffectedCase,
  history: CaseHistory,
  { before, after, events }: AttributedCase,
  knownOn: string,
): ChangedCase => ({
  case: cases[0] ?? null,
  plan: plans[0] ?? null,
  child: childOf(history),
  changes: figureChanges(minus(after, before)),
  events: events.map(({ event, changes }): ChangingEvent => {
    const corrects = correctedBy(event, history);
    return {
      kind: kindOf(event, knownOn),
      ...recordedCause(event),
      ...(corrects && { corrects }),
      changes: figureChanges(changes),
    };
  }),
});

const childOf = (history: CaseHistory): string | null => {
  const children = history.flatMap(({ child, payload }) => child ?? (payload as { child?: string }).child ?? []);
  return children[0] ?? null;
};

interface CorrectingPayload {
  readonly event: string;
  readonly field?: string;
  readonly old?: unknown;
  readonly new?: unknown;
  readonly because?: string;
  readonly requestedBy?: string;
  readonly approvedBy?: string;
}

/** What a correction put right; undefined for any other event. */
export const correctedBy = ({ type, payload }: RecordedEvent, history: CaseHistory): Corrected | undefined => {
  if (type !== 'FactCorrected' && type !== 'EventStruckOut') return undefined;
  const correcting = payload as CorrectingPayload;
  const wrong = history.find(({ id }) => id === correcting.event);
  return {
    event: correcting.event,
    type: wrong?.type ?? 'unknown',
    happenedOn: wrong?.happenedOn ?? null,
    field: correcting.field ?? null,
    old: correcting.old ?? null,
    new: correcting.new ?? null,
    because: correcting.because ?? null,
    requestedBy: correcting.requestedBy ?? null,
    approvedBy: correcting.approvedBy ?? null,
  };
};

/** Cases with corrections first, then those with late entries, then the others; each in the order of the log. */
export const inOrderOfKind = (cases: readonly ChangedCase[]): ChangedCase[] => {
  const rank = ({ events }: ChangedCase): number => Math.min(...events.map(({ kind }) => EVENT_KINDS.indexOf(kind)));
  return [...cases].sort((a, b) => rank(a) - rank(b) || comparePositions(a.events[0]!.position, b.events[0]!.position));
};
