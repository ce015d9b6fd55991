import type { RecordedEvent } from '@ehc/event-store';
import { foldCase } from '@ehc/pathway';
import { pathwayEvents } from '@ehc/recording';
import { adviceToSeek } from '@ehc/statutory-clock';

/**
 * What is wrong with what policies did: each agreement to assess is followed by a request for each kind of advice that
 * must be sought, once; each final plan by its coming into force, once; each correction of one of them by one more.
 */
export const faultsOfPolicies = (log: readonly RecordedEvent[]): { lost: string[]; doubled: string[] } => {
  const lost: string[] = [];
  const doubled: string[] = [];
  const following = new Map<string, RecordedEvent[]>();
  for (const event of log) {
    if (event.causationId === null) continue;
    following.set(event.causationId, [...(following.get(event.causationId) ?? []), event]);
  }
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of log) {
    const before = streams.get(event.stream);
    if (before) before.push(event);
    else streams.set(event.stream, [event]);
  }
  const compare = (cause: RecordedEvent, what: string, expected: readonly string[], found: readonly string[]): void => {
    const at = `${cause.type} at position ${cause.position}`;
    for (const one of expected) {
      const times = found.filter((other) => other === one).length;
      if (times === 0) lost.push(`${at} is not followed by ${what} (${one})`);
      if (times > 1) doubled.push(`${at} is followed ${times} times by ${what} (${one})`);
    }
    const strange = found.filter((one) => !expected.includes(one));
    if (strange.length > 0) doubled.push(`${at} is followed by what should not be: ${strange.join(', ')}`);
  };

  for (const event of log) {
    if (event.source !== 'entered') continue;
    const followed = following.get(event.id) ?? [];
    if (event.type === 'DecidedToAssess') {
      const asked = followed.map(({ payload }) => (payload as { kind: string }).kind);
      const ofCase = streams.get(event.stream)!;
      const kinds = kindsToSeek(ofCase, event);
      // Struck out before the policy came to it, or while it was at it, not all need follow.
      const struckOut = ofCase.some(({ type }) => type === 'EventStruckOut');
      const expected = struckOut ? kinds.filter((kind) => asked.includes(kind)) : kinds;
      compare(event, 'a request for advice', expected, asked);
    }
    if (event.type === 'PlanFinalised') {
      compare(
        event,
        'a plan in force',
        ['PlanBroughtIntoForce'],
        followed.map(({ type }) => type),
      );
    }
    if (event.type === 'FactCorrected') {
      compare(
        event,
        'the same correction of the plan',
        ['FactCorrected'],
        followed.map(({ type }) => type),
      );
    }
    if (event.type === 'EventStruckOut') {
      const agreement = (event.payload as { event: string }).event;
      const open = (following.get(agreement) ?? []).filter(({ stream }) => !isAnswered(streams.get(stream)!));
      compare(
        event,
        'a request taken back',
        open.map(({ stream }) => stream),
        followed.map(({ stream }) => stream),
      );
    }
  }
  return { lost, doubled };
};

const kindsToSeek = (stream: readonly RecordedEvent[], agreement: RecordedEvent): string[] => {
  const { ncYear, needs } = foldCase(pathwayEvents(stream.filter(({ revision }) => revision <= agreement.revision)));
  const { advice } = adviceToSeek({ ncYear: ncYear ?? 0, needs: needs.map(({ type }) => type) });
  return advice.filter(({ mustSeek }) => mustSeek).map(({ kind }) => kind);
};

const isAnswered = (stream: readonly RecordedEvent[]): boolean => stream.some(({ type }) => type === 'AdviceSubmitted');
