import type { EventStore } from '@ehc/event-store';
import { readEvent, SMALL_COUNTS } from '@ehc/pathway';

/**
 * Counts of an authority from 1 up to and without this number are small. It is what the authority has chosen by now,
 * whatever the moment asked as at: who raises it means the past too. It is read from the log itself, so that it holds from
 * the moment on which it was chosen.
 */
export const smallCountThreshold = async (
  store: Pick<EventStore, 'readStream'>,
  authority: string,
): Promise<number> => {
  const recorded = await store.readStream(`authority-${authority}`);
  const chosen = recorded.flatMap((event) => {
    const read = readEvent(event);
    return read?.type === 'SmallCountsThresholdChosen' ? [read.payload.under] : [];
  });
  return chosen.at(-1) ?? SMALL_COUNTS.standard;
};
