import type { RecordedEvent } from '@ehc/event-store';
import type { Counted } from './sample-projections.js';

/** As PostgreSQL writes a value inside an array. */
const element = (text: string): string =>
  text === '' || /["\\,{}\s]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;

/** As PostgreSQL writes a value inside a row. */
const field = (text: string | null): string => {
  if (text === null) return '';
  return text === '' || /["\\,()\s]/.test(text) ? `"${text.replace(/["\\]/g, '$&$&')}"` : text;
};

const row = (...fields: (string | number | null)[]): string =>
  `(${fields.map((each) => field(each === null ? null : String(each))).join(',')})`;

const array = (items: readonly string[] | null): string | null => items && `{${items.map(element).join(',')}}`;

/** What `counterProjection` should hold, worked out one event after the other by other code than its own. */
export const expectedCounters = (log: readonly RecordedEvent[]): Record<string, string[]> => {
  const counters = new Map<string, { total: number; labels: string[] | null; event: RecordedEvent }>();
  const days = new Map<string, number>();
  for (const event of log) {
    const { type, stream, happenedOn, authority } = event;
    if (type === 'NotFollowed') continue;
    days.set(`${happenedOn},${authority}`, (days.get(`${happenedOn},${authority}`) ?? 0) + 1);
    if (type === 'Cleared') {
      counters.delete(stream);
      continue;
    }
    const { amount, label } = event.payload as Counted;
    const counter = counters.get(stream) ?? { total: 0, labels: null, event };
    counter.total += amount;
    counter.event = event;
    if (label !== null) counter.labels = [...(counter.labels ?? []), label];
    counters.set(stream, counter);
  }
  return {
    counter: [...counters]
      .map(([stream, { total, labels, event }]) => {
        const { amount, label } = event.payload as Counted;
        const last = `{"label": ${JSON.stringify(label)}, "amount": ${amount}}`;
        const seal = `\\x${Buffer.from(`${stream}${amount}`).toString('hex')}`;
        return row(stream, total, event.happenedOn, label, array(labels), last, seal);
      })
      .sort(),
    counter_by_day: [...days].map(([day, events]) => `(${day},${events})`).sort(),
  };
};

const idOf = (stream: string): string => stream.replace('case-', '');

/** What `tallyProjection` should hold, worked out one event after the other by other code than its own. */
export const expectedTallies = (log: readonly RecordedEvent[]): Record<string, string[]> => {
  const streams = new Map<string, Map<string, number>>();
  for (const { type, stream, payload } of log) {
    if (type === 'Cleared') streams.delete(stream);
    if (type !== 'Counted') continue;
    const { amount, label } = payload as Counted;
    const labels = streams.get(stream) ?? new Map<string, number>();
    labels.set(label ?? 'none', (labels.get(label ?? 'none') ?? 0) + amount);
    streams.set(stream, labels);
  }
  const sum = (labels: Map<string, number>) => [...labels.values()].reduce((total, each) => total + each, 0);
  const all = [...streams];
  return {
    tally: all
      .filter(([, labels]) => sum(labels) > 0)
      .map(([stream, labels]) => row(idOf(stream), sum(labels), array([...labels.keys()])))
      .sort(),
    tally_label: all
      .flatMap(([stream, labels]) => [...labels].map(([label, total]) => row(idOf(stream), label, total)))
      .sort(),
  };
};
