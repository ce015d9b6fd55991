import type { Hash } from '../merkle/hash.js';
import { type Finding, inWords, type Positions } from './finding.js';
import { runs } from './runs.js';

/** An event that is not what is sealed at its position. */
export interface StrayEvent {
  readonly position: number;
  readonly hash: Hash | null;
  /** Stream, revision and type, as they now are. */
  readonly what: string;
}

/** A sealed hash with which no event at its position goes. */
export interface StraySeal {
  readonly position: number;
  readonly hash: Hash;
}

export interface Strays {
  readonly events: readonly StrayEvent[];
  readonly seals: readonly StraySeal[];
  /** Events behind the last sealed position: not sealed yet, or pushed there. */
  readonly later: readonly StrayEvent[];
}

/** Up to which position signed heads bear out the seals, and the events as they now are. */
export interface BorneOut {
  readonly seals: number;
  readonly events: number;
}

/**
 * Says what became of the events that are not where and as they were sealed: an event whose hash is sealed elsewhere was
 * moved; of the others, one at a position where another was sealed is taken for that one, changed.
 */
export const explainStrays = ({ events, seals, later }: Strays, borneOut: BorneOut): Finding[] => {
  const sealedAt = new Map(seals.map(({ hash, position }) => [hash.toString('hex'), position]));
  const moved: { event: StrayEvent; from: number }[] = [];
  const unknown = new Map<number, StrayEvent>();
  const inserted: StrayEvent[] = [];
  const originOf = ({ hash }: StrayEvent): number | undefined =>
    hash === null ? undefined : sealedAt.get(hash.toString('hex'));
  for (const event of [...events, ...later.filter((each) => originOf(each) !== undefined)]) {
    const from = originOf(event);
    if (from !== undefined) moved.push({ event, from });
    else if (unknown.has(event.position)) inserted.push(event);
    else unknown.set(event.position, event);
  }
  const found = new Set(moved.map(({ from }) => from));
  const lost = seals.map(({ position }) => position).filter((position) => !found.has(position));
  const changed = lost.flatMap((position) => unknown.get(position) ?? []);
  const missing = lost.filter((position) => !unknown.has(position));
  for (const event of changed) unknown.delete(event.position);
  inserted.push(...unknown.values());
  return [
    ...changed.map((event) => changedAt(event, borneOut)),
    ...runs(missing).map(missingAt),
    ...inserted.map(insertedAt),
    ...movedRuns(moved).map(movedTo),
  ];
};

const at = (position: number): Positions => ({ from: position, to: position });

const changedAt = ({ position, what }: StrayEvent, { seals, events }: BorneOut): Finding => {
  const where = `position ${position} (${what})`;
  if (position > seals && position <= events) {
    return {
      kind: 'seal',
      positions: at(position),
      text: `The sealed hash of the event at ${where} was changed; the event was not.`,
    };
  }
  const text = position <= seals ? 'was changed after it was sealed' : 'is not what is sealed there';
  return { kind: 'changed', positions: at(position), text: `The event at ${where} ${text}.` };
};

const missingAt = (positions: Positions): Finding => ({
  kind: 'missing',
  positions,
  text:
    positions.from === positions.to
      ? `The event that was sealed at ${inWords(positions)} was removed.`
      : `The ${positions.to - positions.from + 1} events that were sealed at ${inWords(positions)} were removed.`,
});

const insertedAt = ({ position, what }: StrayEvent): Finding => ({
  kind: 'inserted',
  positions: at(position),
  text: `The event at position ${position} (${what}) was inserted: it was never sealed.`,
});

interface MovedRun {
  readonly positions: Positions;
  readonly by: number;
}

const movedTo = ({ positions, by }: MovedRun): Finding => {
  const sealedAt = inWords({ from: positions.from - by, to: positions.to - by });
  const now = inWords(positions);
  const text =
    positions.from === positions.to
      ? `The event at ${now} was sealed at ${sealedAt}: it was moved, and is otherwise unchanged.`
      : `The events at ${now} were sealed at ${sealedAt}: they were moved, and are otherwise unchanged.`;
  return { kind: 'moved', positions, text };
};

/** Neighbours that were moved by as much, taken together. */
const movedRuns = (moved: readonly { event: StrayEvent; from: number }[]): MovedRun[] => {
  const byDistance = new Map<number, number[]>();
  for (const { event, from } of moved) {
    const by = event.position - from;
    const positions = byDistance.get(by);
    if (positions) positions.push(event.position);
    else byDistance.set(by, [event.position]);
  }
  return [...byDistance]
    .flatMap(([by, positions]) => runs(positions).map((run) => ({ positions: run, by })))
    .sort((a, b) => a.positions.from - b.positions.from);
};
