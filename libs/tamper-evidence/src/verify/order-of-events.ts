import type { RecordedEvent } from '@ehc/event-store';
import type { SignedHead } from '../heads/signed-head.js';
import type { Finding } from './finding.js';

/**
 * How much older than a head an event may be that is not in it: longer than an append may take from asking for the time
 * to its commit, in milliseconds.
 */
const SLACK = 5 * 60_000;

/**
 * What the log promises of every event, sealed or not: revisions follow one another, instants never
 * decrease within an authority, and nothing is recorded before a head that does not have it. So an event that was put in
 * behind the last sealed one, to be sealed as if it were new, is found out where it claims to be old.
 */
export class OrderOfEvents {
  readonly #revisions = new Map<string, number>();
  readonly #instants = new Map<string, string>();

  /** @param head the newest head that does not have the event */
  next(event: RecordedEvent, head: SignedHead | null): Finding[] {
    const position = Number(event.position);
    const findings: Finding[] = [];
    const tell = (text: string): void => {
      findings.push({ kind: 'order', positions: { from: position, to: position }, text });
    };
    const { stream, revision, authority, recordedAt, source } = event;
    const due = (this.#revisions.get(stream) ?? -1) + 1;
    if (revision !== due) {
      tell(`At position ${position}, ${stream} goes on with revision ${revision} where ${due} is due.`);
    }
    this.#revisions.set(stream, revision);

    const last = this.#instants.get(authority) ?? '';
    if (recordedAt < last) {
      tell(
        `The event at position ${position} says that it was recorded before others of its authority that precede it.`,
      );
    } else {
      this.#instants.set(authority, recordedAt);
    }
    if (head && source !== 'simulated' && Date.parse(recordedAt) < Date.parse(head.time) - SLACK) {
      tell(
        `The event at position ${position} says that it was recorded at ${recordedAt}, but the head over ${head.size} ` +
          `events that was signed at ${head.time} does not have it.`,
      );
    }
    return findings;
  }
}
