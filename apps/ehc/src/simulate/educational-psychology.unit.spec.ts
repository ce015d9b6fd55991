import { expect, test } from '@jest/globals';
import { parseCivilDate } from '@ehc/statutory-clock';
import { Agenda, type Process } from './agenda.js';
import { EducationalPsychology } from './educational-psychology.js';
import { dayOf, momentOf } from './simulated-clock.js';

const FROM = parseCivilDate('2022-01-03');
const UNTIL = parseCivilDate('2024-12-30');

/** Some children ask every week; each is aimed at so many days after. Answers how long those of each month waited. */
const waits = (aimAfter: (day: number) => number, aWeek: (day: number) => number): Map<string, number> => {
  const service = new EducationalPsychology();
  const agenda = new Agenda();
  let now = 0;
  const waited = new Map<string, number[]>();
  function* child(day: number): Process {
    yield service.join(day + aimAfter(day));
    const month = new Date(momentOf(day)).toISOString().slice(0, 7);
    waited.set(month, [...(waited.get(month) ?? []), dayOf(now) - day]);
  }
  function* arrivals(): Process {
    for (let day = FROM; ; day += 7) {
      yield momentOf(day, 0.3);
      for (let one = 0; one < aWeek(day); one++) agenda.enter(momentOf(day, 0.3), child(day));
    }
  }
  agenda.enter(momentOf(FROM), service.work(FROM));
  agenda.enter(momentOf(FROM), arrivals());
  while (agenda.next < momentOf(UNTIL)) {
    now = agenda.next;
    agenda.goOn();
  }
  return new Map([...waited].map(([month, days]) => [month, days.reduce((sum, one) => sum + one, 0) / days.length]));
};

test('children wait about as long as is aimed at, outside the holidays', () => {
  const waited = waits(
    () => 70,
    () => 10,
  );
  for (const month of ['2022-10', '2023-02', '2024-02']) {
    expect(waited.get(month)).toBeGreaterThan(60);
    expect(waited.get(month)).toBeLessThan(85);
  }
});

test('whose turn falls into the school holidays waits longer', () => {
  const waited = waits(
    () => 35,
    () => 10,
  );
  expect(waited.get('2023-07')).toBeGreaterThan(waited.get('2023-02')! + 3);
});

test('a surge makes everybody wait, for the service cannot grow at once', () => {
  const SURGE = parseCivilDate('2023-09-04');
  const waited = waits(
    () => 35,
    (day) => (day >= SURGE && day < SURGE + 56 ? 50 : 10),
  );
  expect(waited.get('2023-10')).toBeGreaterThan(waited.get('2023-03')! + 14);
});
