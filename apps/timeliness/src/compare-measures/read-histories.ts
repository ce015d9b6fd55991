import { comparePositions, type EventStore, type Position, type RecordedEvent } from '@ehc/event-store';
import type { SliceBy } from '../measures/index.js';
import type { AffectedCase } from './affected-cases.js';

/** Everything recorded of one affected case up to a position, in order of position. */
export type CaseHistory = readonly RecordedEvent[];

/** Streams that one read takes. */
const AT_ONCE = 1_000;

/** Slices that are told by the child's own record. */
const OF_THE_CHILD: ReadonlySet<SliceBy | undefined> = new Set(['age', 'sex', 'ethnicity'] as const);

/** Whether figures so sliced need the child's own record. */
export const needsChild = (by: SliceBy | undefined): boolean => OF_THE_CHILD.has(by);

const streamsOf = ({ cases, plans, advice, children }: AffectedCase, withChildren: boolean): string[] => [
  ...cases.map((id) => `case-${id}`),
  ...plans.map((id) => `plan-${id}`),
  ...advice.map((id) => `advice-${id}`),
  ...(withChildren ? children.map((id) => `child-${id}`) : []),
];

/** Reads the streams of each affected case from the log, one case after another, some at once. */
export async function* readHistories(
  store: Pick<EventStore, 'readStreams'>,
  affected: readonly AffectedCase[],
  upTo: Position,
  withChildren: boolean,
): AsyncGenerator<{ readonly affected: AffectedCase; readonly history: CaseHistory }> {
  let batch: { affected: AffectedCase; streams: string[] }[] = [];
  let size = 0;
  const read = async () => {
    const streams = await store.readStreams([...new Set(batch.flatMap(({ streams: names }) => names))]);
    const ready = batch.map(({ affected: one, streams: names }) => ({
      affected: one,
      history: names
        .flatMap((name) => streams.get(name) ?? [])
        .filter(({ position }) => comparePositions(position, upTo) <= 0)
        .sort((a, b) => comparePositions(a.position, b.position)),
    }));
    [batch, size] = [[], 0];
    return ready;
  };
  for (const one of affected) {
    const streams = streamsOf(one, withChildren);
    batch.push({ affected: one, streams });
    size += streams.length;
    if (size >= AT_ONCE) yield* await read();
  }
  if (batch.length > 0) yield* await read();
}
