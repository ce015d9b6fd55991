import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PathwayEvent } from '../events/catalogue.js';
import { foldOf } from './fold.js';
import { GrowingState } from './growing-state.js';

/** Keeps what it was given, so that nothing can be forgotten or believed twice unseen. */
const foldAll = foldOf<[string, string | null][]>(
  () => [],
  (state, { id, happenedOn }) => void state.push([id, happenedOn]),
);

const days = ['2026-01-05', '2026-02-09', null];
const step = fc.record({
  correcting: fc.constantFrom('no', 'no', 'day', 'away'),
  of: fc.nat(20),
  on: fc.constantFrom(...days),
});

const eventsOf = (steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]): PathwayEvent[] =>
  steps.map(({ correcting, of, on }, index) => {
    const event = `event ${of}`;
    const about = { id: `event ${index}`, happenedOn: on, source: 'entered' };
    if (correcting === 'no') return { ...about, type: 'MeetingHeld', payload: {} } as unknown as PathwayEvent;
    if (correcting === 'away') return { ...about, type: 'EventStruckOut', payload: { event } } as PathwayEvent;
    return {
      ...about,
      type: 'FactCorrected',
      payload: { event, field: 'happenedOn', old: null, new: on },
    } as unknown as PathwayEvent;
  });

test('a state that grows is at every end what the whole stream folds to', () => {
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 8 }), (pieces) => {
      const events = eventsOf(pieces.flat());
      const growing = new GrowingState(foldAll);
      let end = 0;
      for (const { length } of pieces) {
        const state = growing.add(events.slice(end, (end += length)));
        expect(state).toEqual(foldAll(events.slice(0, end)));
      }
    }),
    { numRuns: 300 },
  );
});
