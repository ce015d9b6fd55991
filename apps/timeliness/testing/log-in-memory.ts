import { comparePositions, type EventStore, type RecordedEvent } from '@ehc/event-store';

/** A log by hand as those see it who only read it. */
export const readsLog = (
  log: readonly RecordedEvent[],
): Pick<EventStore, 'positionAt' | 'readStream' | 'readStreams'> => {
  const streamsOf = (names: readonly string[]): Map<string, RecordedEvent[]> => {
    const streams = new Map<string, RecordedEvent[]>();
    for (const event of log) {
      if (names.includes(event.stream)) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
    }
    return streams;
  };
  return {
    positionAt: (authority, instant) => {
      const known = log.filter(
        (event) => event.authority === authority && Date.parse(event.recordedAt) <= Date.parse(instant),
      );
      return Promise.resolve(known.sort((a, b) => comparePositions(a.position, b.position)).at(-1)?.position ?? null);
    },
    readStream: (name, from = 0) => Promise.resolve((streamsOf([name]).get(name) ?? []).slice(from)),
    readStreams: (names) => Promise.resolve(streamsOf(names)),
  };
};
