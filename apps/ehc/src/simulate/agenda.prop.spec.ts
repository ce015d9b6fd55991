import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Agenda, type Process, Turn } from './agenda.js';

const goThrough = (agenda: Agenda): void => {
  while (agenda.next < Infinity) agenda.goOn();
};

test('processes go on in the order of their moments, and of two at one moment the first entered goes first', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(50), { maxLength: 6 }), { maxLength: 12 }), (waits) => {
      const agenda = new Agenda();
      const seen: number[] = [];
      function* process(moments: readonly number[]): Process {
        for (const at of moments) {
          yield at;
          seen.push(at);
        }
      }
      for (const moments of waits) agenda.enter(0, process(moments.toSorted((a, b) => a - b)));
      goThrough(agenda);
      expect(seen).toEqual(waits.flat().toSorted((a, b) => a - b));
    }),
  );
});

test('who waits for a turn goes on when it comes', () => {
  const agenda = new Agenda();
  const turn = new Turn();
  const seen: string[] = [];
  function* waiting(): Process {
    yield turn;
    seen.push('served');
  }
  function* serving(): Process {
    yield 5;
    seen.push('serving');
    turn.resume(7);
  }
  agenda.enter(0, waiting());
  agenda.enter(0, serving());
  goThrough(agenda);
  expect(seen).toEqual(['serving', 'served']);
});
