import { expect } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import type { AppendResult, BulkEventStore, SimulatedAppend } from '../src/port/bulk-append.js';
import { START, type EventSource, type NewEvent, type RecordedEvent } from '../src/port/envelope.js';
import type { Append, ExpectedRevision, ReadAllOptions } from '../src/port/event-store.js';
import { anEvent } from './an-event.js';

/** What a caller may do to a store; run on a model and on a real one, it must come to the same. */
type StoreCommand = fc.AsyncCommand<BulkEventStore, BulkEventStore>;

/** An event by number: few ids and few contents, so that the same and nearly the same come again often. */
interface EventGiven {
  readonly id: number;
  readonly content: keyof typeof CONTENTS;
}

interface AppendGiven {
  readonly stream: string;
  readonly authority: string;
  readonly source: EventSource;
  readonly events: readonly EventGiven[];
  /** Added to the revision that the stream is at: 0 where the appender is right. */
  readonly mistake: number;
}

interface SimulatedGiven extends AppendGiven {
  readonly recordedAt: string;
}

const STREAMS = ['case-1', 'case-2', 'plan-1', 'child-1', 'cas_-1'];
const AUTHORITIES = ['301', '302', '303'];
const DIGESTS = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;
const [CHILD, KEY] = ['0c000000-0000-4000-8000-000000000001', '0e000000-0000-4000-8000-000000000001'];

/** Each differs from the first in one thing by which "same content" is judged, save `sealed anew`, which is the same. */
const CONTENTS = {
  plain: () => ({}),
  'other type': () => ({ type: 'PlanFinalised' }),
  'other version': () => ({ schemaVersion: 2 }),
  'other payload': () => ({ payload: { requester: 'school', nested: [1, { deep: null }] } }),
  'other date': () => ({ happenedOn: null }),
  'a child': () => ({ child: CHILD }),
  sealed: () => ({ keyId: KEY, sealed: randomBytes(20), sealedDigest: DIGESTS[0] }),
  'sealed otherwise': () => ({ keyId: KEY, sealed: randomBytes(20), sealedDigest: DIGESTS[1] }),
} satisfies Record<string, () => Partial<NewEvent>>;

/** By this command's own lights; made once, since both stores must be given the same bytes. */
const eventsOf = ({ authority, source, events }: AppendGiven): NewEvent[] =>
  events.map(({ id, content }) =>
    anEvent({
      id: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
      authority,
      source,
      ...CONTENTS[content](),
    }),
  );

/** The appends of one call, each expecting what its stream comes to if those before it are recorded, or nearly. */
const plan = async <Given extends AppendGiven>(
  model: BulkEventStore,
  given: readonly Given[],
): Promise<(Append & { readonly given: Given })[]> => {
  const lengths = new Map<string, number>();
  const appends: (Append & { readonly given: Given })[] = [];
  for (const one of given) {
    const { stream, mistake } = one;
    const length = lengths.get(stream) ?? (await model.readStream(stream)).length;
    const last = length - 1 + mistake;
    const expected: ExpectedRevision = last < 0 ? 'no_stream' : last;
    if (mistake === 0) lengths.set(stream, length + one.events.length);
    appends.push({ stream, expected, events: eventsOf(one), given: one });
  }
  return appends;
};

/** What simulations give here is from before 2025 and must agree; later instants are each clock's own. */
const comparableInstant = (instant: string): string => (instant < '2025' ? instant : 'by the clock');

const comparableResult = (result: AppendResult): object =>
  result.ok
    ? { ...result, recordedAt: comparableInstant(result.recordedAt) }
    : { ...result.refusal, message: result.refusal.message };

const comparableEvent = (event: RecordedEvent): object => ({
  ...event,
  recordedAt: comparableInstant(event.recordedAt),
  sealed: event.sealed && Buffer.from(event.sealed).toString('hex'),
  sealedDigest: event.sealedDigest && Buffer.from(event.sealedDigest).toString('hex'),
});

/** What a call came to: its answer, or the error that it ended with. */
const outcomeOf = async <Answer>(call: Promise<Answer>, comparable: (answer: Answer) => unknown): Promise<unknown> =>
  call.then(comparable, (error: Error) => ({ ...error, message: error.message }));

/** A command that asks both stores the same, and compares what they answer. */
const ask = <Answer>(
  words: string,
  call: (store: BulkEventStore) => Promise<Answer>,
  comparable: (answer: Answer) => unknown = (answer) => answer,
): StoreCommand => ({
  check: () => true,
  run: async (model, real) =>
    expect(await outcomeOf(call(real), comparable)).toEqual(await outcomeOf(call(model), comparable)),
  toString: () => words,
});

/** A command that appends the same to both. */
const put = <Given extends AppendGiven>(
  name: string,
  given: readonly Given[],
  call: (
    store: BulkEventStore,
    appends: readonly (Append & { readonly given: Given })[],
  ) => Promise<readonly AppendResult[]>,
): StoreCommand => ({
  check: () => true,
  run: async (model, real) => {
    const appends = await plan(model, given);
    const compared = (store: BulkEventStore) =>
      outcomeOf(call(store, appends), (results) => results.map(comparableResult));
    expect(await compared(real)).toEqual(await compared(model));
  },
  toString: () => `${name}(${given.map(inWords).join('; ')})`,
});

const inWords = (given: AppendGiven & { readonly recordedAt?: string }): string => {
  const { stream, authority, source, events, mistake, recordedAt } = given;
  const wrong = mistake === 0 ? '' : ` expecting ${mistake > 0 ? '+' : ''}${mistake}`;
  const ids = events.map(({ id, content }) => (content === 'plain' ? id : `${id} ${content}`)).join(', ');
  return `${stream} of ${authority}${wrong}, ${source} ${ids}${recordedAt === undefined ? '' : ` at ${recordedAt}`}`;
};

const appendOne = (given: AppendGiven): StoreCommand =>
  put('append', [given], async (store, [append]) => [{ ok: true, ...(await store.append(append!)) }]);

const appendMany = (given: readonly AppendGiven[]): StoreCommand =>
  put('appendMany', given, (store, appends) => store.appendMany(appends));

const appendSimulated = (given: readonly SimulatedGiven[]): StoreCommand =>
  put('appendSimulated', given, (store, appends) =>
    store.appendSimulated(
      appends.map((append): SimulatedAppend => ({ ...append, recordedAt: append.given.recordedAt })),
    ),
  );

const readStream = (stream: string, from: number): StoreCommand =>
  ask(
    `readStream(${stream}, ${from})`,
    (store) => store.readStream(stream, from),
    (events) => events.map(comparableEvent),
  );

const readStreams = (streams: readonly string[]): StoreCommand =>
  ask(
    `readStreams(${streams.join(', ')})`,
    (store) => store.readStreams(streams),
    (found) => [...found].sort().map(([stream, events]) => [stream, events.map(comparableEvent)]),
  );

const readAll = (after: number, limit: number, options: ReadAllOptions): StoreCommand =>
  ask(
    `readAll(${after}, ${limit}, ${JSON.stringify(options)})`,
    (store) => store.readAll(String(after), limit, options),
    (events) => events.map(comparableEvent),
  );

const head: StoreCommand = ask('head()', (store) => store.head());

const positionAt = (authority: string, instant: string): StoreCommand =>
  ask(`positionAt(${authority}, ${instant})`, (store) => store.positionAt(authority, instant));

/** At the instant of an event, or a microsecond to either side: each store by its own log, whatever its clock said. */
const positionAtEvent = (place: number, aside: number): StoreCommand => ({
  check: () => true,
  run: async (model, real) => {
    for (const store of [model, real]) {
      const all = await store.readAll(START, 1_000);
      if (all.length === 0) return;
      const { authority, recordedAt } = all[place % all.length]!;
      const instant = shifted(recordedAt, aside);
      const last = all.findLast((event) => event.authority === authority && event.recordedAt <= instant);
      expect(await store.positionAt(authority, instant)).toBe(last?.position ?? null);
    }
  },
  toString: () => `positionAt(of event ${place}, ${aside} µs aside)`,
});

const shifted = (iso: string, microseconds: number): string => {
  const digits = Number(iso.slice(20, 26)) + microseconds;
  // At the edge of a second the instant itself does as well.
  return digits < 0 || digits > 999_999 ? iso : `${iso.slice(0, 20)}${String(digits).padStart(6, '0')}Z`;
};

/** Both logs whole, and each in order of time within an authority. */
export const expectSameLog = async (model: BulkEventStore, real: BulkEventStore): Promise<void> => {
  const [modelled, found] = [await model.readAll(START, 10_000), await real.readAll(START, 10_000)];
  expect(found.map(comparableEvent)).toEqual(modelled.map(comparableEvent));
  for (const log of [modelled, found])
    for (const authority of AUTHORITIES) {
      const instants = log.filter((event) => event.authority === authority).map(({ recordedAt }) => recordedAt);
      expect(instants).toEqual(instants.toSorted());
    }
};

const stream = fc.constantFrom(...STREAMS);
const authority = fc.constantFrom(...AUTHORITIES);
const mostly = <T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>, weight = 8): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: seldom });

const eventsWith = (ids: fc.Arbitrary<number[]>): fc.Arbitrary<EventGiven[]> =>
  ids.chain((numbers) =>
    fc.tuple(
      ...numbers.map((id) =>
        fc.record({
          id: fc.constant(id),
          content: mostly(fc.constant('plain' as const), fc.constantFrom(...(Object.keys(CONTENTS) as 'plain'[])), 4),
        }),
      ),
    ),
  );

const mistake = mostly(fc.constant(0), fc.constantFrom(-1, 1, 5));

const given = (authorities: fc.Arbitrary<string>, sources: fc.Arbitrary<EventSource>): fc.Arbitrary<AppendGiven> =>
  fc.record({
    stream,
    authority: authorities,
    source: sources,
    events: eventsWith(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 3 })),
    mistake,
  });

/** What comes again: a few events of one stream, in any order and any part. */
const again = (name: string, of: string, source: EventSource, ids: number[]): fc.Arbitrary<AppendGiven> =>
  fc.record({
    stream: mostly(fc.constant(name), stream, 12),
    authority: fc.constant(of),
    source: fc.constant(source),
    events: eventsWith(
      fc.oneof(fc.constant(ids.slice(0, 2)), fc.shuffledSubarray(ids, { minLength: 1, maxLength: 3 })),
    ),
    mistake,
  });

/** Never of 303, which so stays open to simulations however long the run. */
const entered = mostly(
  given(
    fc.constantFrom('301', '302'),
    mostly(fc.constantFrom('entered', 'imported', 'computed'), fc.constant('simulated')),
  ),
  again('case-1', '301', 'entered', [0, 1, 2]),
  1,
);

/** Few instants, a microsecond apart or years, so that they meet and step back. */
const instant = fc
  .tuple(fc.integer({ min: 2020, max: 2024 }), fc.integer({ min: 0, max: 4 }))
  .map(([year, microseconds]) => `${year}-03-01T09:00:00.00000${microseconds}Z`);

const simulated: fc.Arbitrary<SimulatedGiven> = fc
  .tuple(
    mostly(
      given(
        mostly(fc.constantFrom('303', '302'), authority),
        mostly<EventSource>(fc.constant('simulated'), fc.constant('imported'), 20),
      ),
      again('child-1', '303', 'simulated', [10, 11, 12]),
      2,
    ),
    mostly(instant, fc.constantFrom('2999-01-01T00:00:00Z'), 30),
  )
  .map(([append, recordedAt]) => ({ ...append, recordedAt }));

const some = <T>(values: readonly T[]): fc.Arbitrary<T[] | undefined> =>
  fc.option(fc.subarray([...values]), { nil: undefined });

const command: fc.Arbitrary<StoreCommand>[] = [
  entered.map(appendOne),
  entered.map(appendOne),
  fc.array(entered, { maxLength: 8 }).map(appendMany),
  fc.array(simulated, { minLength: 1, maxLength: 8 }).map(appendSimulated),
  fc.array(simulated, { minLength: 1, maxLength: 8 }).map(appendSimulated),
  fc.tuple(stream, fc.nat({ max: 6 })).map(([name, from]) => readStream(name, from)),
  fc.subarray([...STREAMS, 'case-none']).map(readStreams),
  fc
    .tuple(
      fc.nat({ max: 40 }),
      fc.nat({ max: 20 }),
      fc.record({
        types: some(['AssessmentRequested', 'PlanFinalised', 'None']),
        prefixes: some(['case-', 'cas_', 'c', 'plan-1', '']),
        authority: fc.option(authority, { nil: undefined }),
      }),
    )
    .map(([after, limit, options]) => readAll(after, limit, options)),
  fc.constant(head),
  fc.tuple(authority, instant).map(([of, at]) => positionAt(of, at)),
  fc.tuple(fc.nat({ max: 100 }), fc.constantFrom(-1, 0, 1)).map(([place, aside]) => positionAtEvent(place, aside)),
];

/** Sequences of what callers do, for `fc.asyncModelRun`; they shrink to few commands that read as calls. */
export const storeCommands = fc.commands(command, { maxCommands: 40, size: 'max' });
