import type { RecordedEvent } from '@ehc/event-store';
import { createHash } from 'node:crypto';

/** What was recorded once, by position, so that it can be seen to stay. */
export type Remembered = Map<string, string>;

/**
 * What is wrong with the log by itself: positions are 1, 2, 3 …, revisions 0, 1, 2 … in each stream, instants never
 * decrease within an authority, no id stands twice, and what was seen before is as it was.
 */
export const faultsOfLog = (log: readonly RecordedEvent[], remembered: Remembered): string[] => {
  const faults: string[] = [];
  const revisions = new Map<string, number>();
  const instants = new Map<string, string>();
  const ids = new Set<string>();
  log.forEach((event, index) => {
    const { position, stream, revision, authority, recordedAt, id } = event;
    if (position !== String(index + 1)) faults.push(`position ${position} stands in place ${index + 1} of the log`);
    const expected = revisions.get(stream) ?? 0;
    if (revision !== expected) faults.push(`${stream} has revision ${revision} where ${expected} should be`);
    revisions.set(stream, revision + 1);
    if (recordedAt < (instants.get(authority) ?? '')) faults.push(`position ${position} was recorded before the last`);
    instants.set(authority, recordedAt);
    if (ids.has(id)) faults.push(`event ${id} stands twice in the log`);
    ids.add(id);
    const now = digestOf(event);
    if ((remembered.get(position) ?? now) !== now) faults.push(`what is recorded at position ${position} has changed`);
    remembered.set(position, now);
  });
  if (remembered.size > log.length) {
    faults.push(`the log ends at ${log.length}, but ${remembered.size} events were seen in it before`);
  }
  return faults;
};

const digestOf = ({ sealed, sealedDigest: _, ...open }: RecordedEvent): string =>
  createHash('sha256')
    .update(JSON.stringify(open))
    .update(sealed ?? '')
    .digest('base64');
