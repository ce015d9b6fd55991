import type { RecordedEvent } from '@ehc/event-store';

/**
 * Does the work on each event: of one child in their order, of different children at once, since nothing of one child
 * follows from another's. Whatever fails, the rest has ended when this does.
 *
 * @throws the first error
 */
export const eachChildByItself = async (
  events: readonly RecordedEvent[],
  work: (event: RecordedEvent) => Promise<void>,
): Promise<void> => {
  const children = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const of = event.child ?? event.stream;
    const before = children.get(of);
    if (before) before.push(event);
    else children.set(of, [event]);
  }
  const ended = await Promise.allSettled(
    [...children.values()].map(async (ofChild) => {
      for (const event of ofChild) await work(event);
    }),
  );
  const failed = ended.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
};
