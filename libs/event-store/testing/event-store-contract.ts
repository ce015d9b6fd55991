import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { APPEND_LIMIT } from '../src/append/prepare-append.js';
import type { BulkEventStore, SimulatedAppend } from '../src/port/bulk-append.js';
import {
  asHistoryEvent,
  comparePositions,
  type HistoryEvent,
  START,
  type NewEvent,
  type RecordedEvent,
} from '../src/port/envelope.js';
import {
  AppendTooLarge,
  EventIdConflict,
  InvalidAppend,
  SimulatedInstantRefused,
  WrongExpectedRevision,
} from '../src/port/errors.js';
import { microsecondsFromIso } from '../src/time/instant.js';
import { anEvent } from './an-event.js';

export interface EventStoreUnderTest {
  /** Empty. */
  readonly store: BulkEventStore;
  close(): Promise<void>;
}

const aStream = (): string => `case-${randomUUID()}`;
const events = (count: number, given: Partial<NewEvent> = {}): NewEvent[] =>
  Array.from({ length: count }, () => anEvent(given));
const ids = (found: readonly { id: string }[]): string[] => found.map(({ id }) => id);

/** What every event store promises. */
export const eventStoreContract = (name: string, make: () => Promise<EventStoreUnderTest>): void =>
  describe(`${name} keeps the promises of an event store`, () => {
    let store: BulkEventStore;
    let close: () => Promise<void>;

    beforeEach(async () => {
      const made = await make();
      store = made.store;
      close = () => made.close();
    });
    afterEach(() => close());

    const readEverything = (): Promise<RecordedEvent[]> => store.readAll(START, 10_000);

    describe('append', () => {
      it('records all of an event, and gives it back as it was', async () => {
        const stream = aStream();
        const full = anEvent({
          child: randomUUID(),
          happenedOn: '2024-02-29',
          agency: 'Northshire ICB',
          causationId: randomUUID(),
          verified: true,
          source: 'imported',
          payload: {
            text: 'quote " back\\slash \\u0000 \n ü 😀',
            nested: { list: [1, 0.1, -3, 1e21, null, true, []] },
          },
          keyId: randomUUID(),
          sealed: randomBytes(300),
          sealedDigest: randomBytes(32),
        });
        const bare = anEvent({ happenedOn: null, payload: {} });
        const appended = await store.append({ stream, expected: 'no_stream', events: [full, bare] });
        const found = await store.readStream(stream);
        expect(found.map(plainBytes)).toEqual([
          { ...plainBytes(full), stream, revision: 0, position: found[0]!.position, recordedAt: appended.recordedAt },
          { ...plainBytes(bare), stream, revision: 1, position: appended.position, recordedAt: appended.recordedAt },
        ]);
        expect(appended).toEqual({
          revision: 1,
          position: found[1]!.position,
          recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
          repeated: false,
        });
      });

      it('continues a stream from the revision that the appender has seen', async () => {
        const stream = aStream();
        expect(await store.append({ stream, expected: 'no_stream', events: events(3) })).toMatchObject({ revision: 2 });
        expect(await store.append({ stream, expected: 2, events: events(1) })).toMatchObject({ revision: 3 });
        expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
        expect((await store.readStream(stream, 2)).map(({ revision }) => revision)).toEqual([2, 3]);
      });

      it.each([
        ['a new stream where there is one', 'no_stream', 1, 1],
        ['an older revision', 0, 2, 1],
        ['a later revision', 5, 2, 1],
        ['a revision where there is no stream', 0, 0, 'no_stream'],
      ] as const)('refuses an append that expects %s, and records nothing', async (_, expected, before, actual) => {
        const stream = aStream();
        if (before > 0) await store.append({ stream, expected: 'no_stream', events: events(2) });
        const count = (await readEverything()).length;
        const refusal = await refusalOf(store.append({ stream, expected, events: events(2) }));
        expect(refusal).toBeInstanceOf(WrongExpectedRevision);
        expect(refusal).toMatchObject({ stream, expected, actual });
        expect(await readEverything()).toHaveLength(count);
      });

      it('lets one of several win who have seen the same revision', async () => {
        const stream = aStream();
        await store.append({ stream, expected: 'no_stream', events: events(1) });
        const outcomes = await Promise.allSettled(
          Array.from({ length: 20 }, () => store.append({ stream, expected: 0, events: events(2) })),
        );
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const outcome of outcomes)
          if (outcome.status === 'rejected') {
            expect(outcome.reason).toBeInstanceOf(WrongExpectedRevision);
            expect(outcome.reason).toMatchObject({ expected: 0, actual: 2 });
          }
        expect(await store.readStream(stream)).toHaveLength(3);
      });

      it('fails no other append for the conflict of one', async () => {
        const known = anEvent();
        const [taken, ...free] = Array.from({ length: 60 }, aStream);
        await store.append({ stream: taken!, expected: 'no_stream', events: [known] });
        const outcomes = await Promise.allSettled([
          ...free.map((stream) => store.append({ stream, expected: 'no_stream', events: events(2) })),
          store.append({ stream: taken!, expected: 'no_stream', events: events(1) }),
          store.append({ stream: aStream(), expected: 'no_stream', events: [{ ...known, type: 'Other' }] }),
          store.append({ stream: aStream(), expected: 4, events: events(1) }),
          ...free.map((stream) => store.append({ stream, expected: 1, events: events(2) })),
        ]);
        expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(3);
        for (const stream of free) expect(await store.readStream(stream)).toHaveLength(4);
        expect(await store.readStream(taken!)).toHaveLength(1);
      });

      it('refuses an append that expects what only a later one of the same moment records', async () => {
        const stream = aStream();
        const early = store.append({ stream, expected: 0, events: events(1) });
        const late = store.append({ stream, expected: 'no_stream', events: events(1) });
        await expect(early).rejects.toThrow(WrongExpectedRevision);
        expect(await late).toMatchObject({ revision: 0 });
        expect(await store.readStream(stream)).toHaveLength(1);
      });
    });

    describe('an event id', () => {
      it('is recorded once with the same content, and answered as the first time', async () => {
        const stream = aStream();
        const append = { stream, expected: 'no_stream', events: events(3, { child: randomUUID() }) } as const;
        const first = await store.append(append);
        await store.append({ stream, expected: 2, events: events(1) });
        expect(await store.append(append)).toEqual({ ...first, repeated: true });
        expect(await store.readStream(stream)).toHaveLength(4);
      });

      it('is recorded once when it is sent many times at once', async () => {
        const append = { stream: aStream(), expected: 'no_stream', events: events(2) } as const;
        const answers = await Promise.all(Array.from({ length: 30 }, () => store.append(append)));
        expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
        expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
        expect(await readEverything()).toHaveLength(2);
      });

      it('is the same content whoever sends it, under whatever key, sealed anew with the same digest', async () => {
        const digest = randomBytes(32);
        const event = anEvent({ keyId: randomUUID(), sealed: randomBytes(40), sealedDigest: digest });
        const stream = aStream();
        await store.append({ stream, expected: 'no_stream', events: [event] });
        const again = {
          ...event,
          id: event.id.toUpperCase(),
          payload: Object.fromEntries(Object.entries(event.payload).reverse()),
          actor: 'somebody else',
          role: 'other',
          agency: 'other',
          verified: !event.verified,
          correlationId: randomUUID(),
          causationId: randomUUID(),
          commandId: randomUUID(),
          keyId: randomUUID(),
          sealed: randomBytes(40),
          sealedDigest: Buffer.from(digest),
        };
        expect(await store.append({ stream, expected: 'no_stream', events: [again] })).toMatchObject({
          repeated: true,
        });
        expect(await store.readStream(stream)).toMatchObject([{ actor: event.actor }]);
      });

      it.each<[string, Partial<NewEvent>]>([
        ['type', { type: 'Other' }],
        ['schema version', { schemaVersion: 2 }],
        ['authority', { authority: '302' }],
        ['child', { child: randomUUID() }],
        ['no child', { child: null }],
        ['date', { happenedOn: '2026-09-02' }],
        ['no date', { happenedOn: null }],
        ['source', { source: 'imported' }],
        ['payload', { payload: { requester: 'school' } }],
        ['sealed digest', { sealedDigest: randomBytes(32) }],
        ['nothing sealed', { keyId: null, sealed: null, sealedDigest: null }],
      ])('is refused with another %s', async (_, change) => {
        const event = anEvent({
          child: randomUUID(),
          keyId: randomUUID(),
          sealed: randomBytes(9),
          sealedDigest: randomBytes(32),
        });
        const stream = aStream();
        await store.append({ stream, expected: 'no_stream', events: [event] });
        const changed = { ...event, ...change };
        for (const expected of ['no_stream', 0] as const) {
          const refusal = await refusalOf(store.append({ stream, expected, events: [changed] }));
          expect(refusal).toBeInstanceOf(EventIdConflict);
          expect(refusal).toMatchObject({ eventId: event.id });
        }
        expect(await readEverything()).toHaveLength(1);
      });

      it('is refused in another stream', async () => {
        const event = anEvent();
        await store.append({ stream: aStream(), expected: 'no_stream', events: [event] });
        const refusal = await refusalOf(store.append({ stream: aStream(), expected: 'no_stream', events: [event] }));
        expect(refusal).toBeInstanceOf(EventIdConflict);
      });

      it('is refused twice in one append', async () => {
        const event = anEvent();
        const refusal = await refusalOf(
          store.append({ stream: aStream(), expected: 'no_stream', events: [event, event] }),
        );
        expect(refusal).toBeInstanceOf(EventIdConflict);
        expect(await readEverything()).toHaveLength(0);
      });

      it('makes no half record, where an append holds known and new ones', async () => {
        const stream = aStream();
        const [one, two] = events(2) as [NewEvent, NewEvent];
        await store.append({ stream, expected: 'no_stream', events: [one, two] });
        for (const mixed of [
          [one, anEvent()],
          [anEvent(), two],
          [two, one],
          [one, two, anEvent()],
        ])
          for (const expected of ['no_stream', 0, 1] as const) {
            const refusal = await refusalOf(store.append({ stream, expected, events: mixed }));
            expect(refusal).toBeInstanceOf(EventIdConflict);
          }
        expect(ids(await readEverything())).toEqual([one.id, two.id]);
      });
    });

    describe('what no store could take', () => {
      it('is refused when it is too large, and what is just small enough is taken', async () => {
        const stream = aStream();
        const large = anEvent({ payload: { text: 'x'.repeat(APPEND_LIMIT) } });
        const refusal = await refusalOf(store.append({ stream, expected: 'no_stream', events: [large] }));
        expect(refusal).toBeInstanceOf(AppendTooLarge);
        expect(refusal).toMatchObject({ stream, limit: 900 * 1024 });
        const sealed = { keyId: randomUUID(), sealed: randomBytes(700 * 1024), sealedDigest: randomBytes(32) };
        expect(
          await refusalOf(store.append({ stream, expected: 'no_stream', events: [anEvent(sealed)] })),
        ).toBeInstanceOf(AppendTooLarge);
        const fits = anEvent({ payload: { text: 'x'.repeat(APPEND_LIMIT - 1_000) } });
        await store.append({ stream, expected: 'no_stream', events: [fits] });
        expect((await store.readStream(stream))[0]!.payload).toEqual(fits.payload);
      });

      it('a name that no stream can have is that of none, and fails nobody who asks beside it', async () => {
        const stream = aStream();
        await store.append({ stream, expected: 'no_stream', events: [anEvent()] });
        for (const name of ['case-\u0000', 'case-\ud800', '', "'; DROP TABLE events.event; --"]) {
          const [none, found] = await Promise.all([store.readStreams([name, stream]), store.readStreams([stream])]);
          expect([...none.keys(), ...found.keys()]).toEqual([stream, stream]);
          expect(await store.readStream(name)).toEqual([]);
        }
      });

      it.each<[string, object]>([
        ['events', { events: [] }],
        ['stream', { stream: '' }],
        ['stream', { stream: 'case-\u0000' }],
        ['expected', { expected: -1 }],
        ['expected', { expected: 1.5 }],
        ['id', { events: [anEvent({ id: 'Asha Okafor' })] }],
        ['child', { events: [anEvent({ child: 'Asha Okafor' })] }],
        ['authority', { events: [anEvent({ authority: '30' })] }],
        ['authority', { events: [anEvent(), anEvent({ authority: '302' })] }],
        ['happenedOn', { events: [anEvent({ happenedOn: '2026-02-29' })] }],
        ['happenedOn', { events: [anEvent({ happenedOn: '1 May 2026' })] }],
        ['schemaVersion', { events: [anEvent({ schemaVersion: 0 })] }],
        ['source', { events: [anEvent({ source: 'guessed' as never })] }],
        ['payload', { events: [anEvent({ payload: ['a'] })] }],
        ['payload', { events: [anEvent({ payload: { count: 1n } })] }],
        ['payload', { events: [anEvent({ payload: { text: 'a\u0000b' } })] }],
        ['payload', { events: [anEvent({ payload: { text: '\\\ud800' } })] }],
        ['actor', { events: [anEvent({ actor: 'a\udc00' })] }],
        ['role', { events: [anEvent({ role: undefined as never })] }],
        ['sealed', { events: [anEvent({ sealed: randomBytes(9) })] }],
        ['sealed', { events: [anEvent({ keyId: randomUUID(), sealed: undefined, sealedDigest: randomBytes(32) })] }],
      ])('is refused naming the field (%s), never its value', async (field, change) => {
        const others = [1, 2].map(() => store.append({ stream: aStream(), expected: 'no_stream', events: events(1) }));
        const append = { stream: aStream(), expected: 'no_stream' as const, events: events(1), ...change };
        const refusal = await refusalOf(store.append(append));
        expect(refusal).toBeInstanceOf(InvalidAppend);
        expect(refusal).toMatchObject({ field });
        expect(String(refusal)).not.toContain('Okafor');
        await Promise.all(others);
        expect(await readEverything()).toHaveLength(2);
      });
    });

    describe('appendMany', () => {
      it('answers each in order, as if they had come one after another', async () => {
        const [a, b, c] = [aStream(), aStream(), aStream()];
        const known = anEvent();
        await store.append({ stream: c, expected: 'no_stream', events: [known] });
        const answers = await store.appendMany([
          { stream: a, expected: 'no_stream', events: events(2) },
          { stream: b, expected: 'no_stream', events: events(1) },
          { stream: a, expected: 1, events: events(3) },
          { stream: a, expected: 1, events: events(1) },
          { stream: b, expected: 4, events: events(1) },
          { stream: a, expected: 4, events: events(1) },
          { stream: c, expected: 'no_stream', events: [known] },
          { stream: c, expected: 0, events: [{ ...known, type: 'Other' }] },
          { stream: b, expected: 0, events: [anEvent({ payload: { text: 'x'.repeat(APPEND_LIMIT) } })] },
          { stream: b, expected: 0, events: events(1) },
        ]);
        expect(answers).toMatchObject([
          { ok: true, revision: 1, repeated: false },
          { ok: true, revision: 0, repeated: false },
          { ok: true, revision: 4, repeated: false },
          { ok: false, refusal: { name: 'WrongExpectedRevision', stream: a, expected: 1, actual: 4 } },
          { ok: false, refusal: { name: 'WrongExpectedRevision', stream: b, expected: 4, actual: 0 } },
          { ok: true, revision: 5, repeated: false },
          { ok: true, revision: 0, repeated: true },
          { ok: false, refusal: { name: 'EventIdConflict', eventId: known.id } },
          { ok: false, refusal: { name: 'AppendTooLarge', stream: b } },
          { ok: true, revision: 1, repeated: false },
        ]);
        const streams = await store.readStreams([a, b, c]);
        expect([a, b, c].map((stream) => streams.get(stream)!.length)).toEqual([6, 2, 1]);
        for (const answer of answers)
          if (answer.ok) {
            const last = (await readEverything()).find(({ position }) => position === answer.position)!;
            expect(last).toMatchObject({ revision: answer.revision, recordedAt: answer.recordedAt });
          }
      });

      it('takes thousands, in order of position, and once only', async () => {
        const appends = Array.from({ length: 500 }, (_, nth) => ({
          stream: `case-${nth}`,
          expected: 'no_stream' as const,
          events: events(5, { authority: `30${nth % 3}` }),
        }));
        const first = await store.appendMany(appends);
        expect(first.every((answer) => answer.ok && !answer.repeated)).toBe(true);
        const again = await store.appendMany(appends);
        expect(again).toEqual(first.map((answer) => ({ ...answer, repeated: true })));
        const all = await readEverything();
        expect(ids(all)).toEqual(appends.flatMap((append) => ids(append.events)));
        expectInOrder(all);
      });

      it('records an event once that stands in it twice', async () => {
        const append = { stream: aStream(), expected: 'no_stream' as const, events: events(2) };
        expect(await store.appendMany([append, append])).toMatchObject([{ repeated: false }, { repeated: true }]);
      });

      it('takes nothing where one is a fault of the caller', async () => {
        const good = { stream: aStream(), expected: 'no_stream' as const, events: events(2) };
        await expect(store.appendMany([good, { ...good, events: [] }])).rejects.toThrow(InvalidAppend);
        expect(await readEverything()).toHaveLength(0);
        expect(await store.appendMany([])).toEqual([]);
      });
    });

    describe('appendSimulated', () => {
      const simulated = (
        recordedAt: string,
        { stream = aStream(), expected = 'no_stream', ...given }: Partial<SimulatedAppend & NewEvent> = {},
      ): SimulatedAppend => ({
        stream,
        expected,
        events: given.events ?? events(2, { source: 'simulated', ...given }),
        recordedAt,
      });
      const instants = (answers: readonly object[]) =>
        answers.map((answer) => (answer as { recordedAt?: string }).recordedAt);

      it('records each at the instant that it gives, to the microsecond', async () => {
        const stream = aStream();
        const answers = await store.appendSimulated([
          simulated('2023-09-01T09:00:00Z', { stream }),
          simulated('2023-09-01T09:00:00.000001Z'),
          simulated('2023-09-01T11:30:00.123456+01:00', { stream, expected: 1 }),
          simulated('2020-02-29T00:00Z', { authority: '302' }),
          simulated('2023-09-01T10:30:00.1234569Z', { authority: '302' }),
        ]);
        expect(instants(answers)).toEqual([
          '2023-09-01T09:00:00.000000Z',
          '2023-09-01T09:00:00.000001Z',
          '2023-09-01T10:30:00.123456Z',
          '2020-02-29T00:00:00.000000Z',
          '2023-09-01T10:30:00.123456Z',
        ]);
        expect(answers.map((answer) => answer.ok && answer.position)).toEqual(['2', '4', '6', '8', '10']);
        expect((await store.readStream(stream)).map(({ recordedAt }) => recordedAt)).toEqual([
          ...Array<string>(2).fill('2023-09-01T09:00:00.000000Z'),
          ...Array<string>(2).fill('2023-09-01T10:30:00.123456Z'),
        ]);
        expect(await store.positionAt('301', '2023-09-01T09:00:00Z')).toBe('2');
        expect(await store.positionAt('301', '2023-09-01T10:00:00Z')).toBe('4');
        expect(await store.positionAt('302', '2023-09-01T10:00:00Z')).toBe('8');
      });

      it('never steps back within an authority: too early an instant becomes the one just after the last', async () => {
        const first = [
          simulated('2023-09-01T09:00:00Z'),
          simulated('2023-09-01T09:00:00Z'),
          simulated('2022-01-01T09:00:00Z'),
          simulated('2021-01-01T09:00:00Z', { authority: '302' }),
          simulated('2023-09-01T09:00:00.000003Z'),
          simulated('2023-09-01T09:00:00.000003Z', { expected: 7 }),
          simulated('2023-09-01T09:00:00.000003Z'),
        ];
        expect(instants(await store.appendSimulated(first))).toEqual([
          '2023-09-01T09:00:00.000000Z',
          '2023-09-01T09:00:00.000001Z',
          '2023-09-01T09:00:00.000002Z',
          '2021-01-01T09:00:00.000000Z',
          '2023-09-01T09:00:00.000003Z',
          undefined,
          '2023-09-01T09:00:00.000004Z',
        ]);
        const second = [simulated('2023-09-01T09:00:00.000004Z'), simulated('2023-09-02T09:00:00Z')];
        expect(instants(await store.appendSimulated(second))).toEqual([
          '2023-09-01T09:00:00.000005Z',
          '2023-09-02T09:00:00.000000Z',
        ]);
        expectInOrder(await readEverything());
      });

      it('answers each in order, as appendMany does', async () => {
        const [a, b] = [aStream(), aStream()];
        const [known] = events(1, { source: 'simulated' }) as [NewEvent];
        const at = '2023-09-01T09:00:00Z';
        const again = simulated(at, { stream: b, events: [known] });
        await store.appendSimulated([again]);
        expect(
          await store.appendSimulated([
            simulated(at, { stream: a }),
            simulated(at, { stream: a, expected: 1 }),
            simulated(at, { stream: a, expected: 1 }),
            { ...again, recordedAt: '2024-01-01T00:00:00Z' },
            simulated(at, { stream: b, expected: 0, events: [{ ...known, type: 'Other' }] }),
            simulated(at, { stream: b, expected: 0, payload: { text: 'x'.repeat(APPEND_LIMIT) } }),
            simulated(at, { stream: b, expected: 0 }),
          ]),
        ).toMatchObject([
          { ok: true, revision: 1, repeated: false },
          { ok: true, revision: 3, repeated: false },
          { ok: false, refusal: { name: 'WrongExpectedRevision', stream: a, expected: 1, actual: 3 } },
          { ok: true, revision: 0, repeated: true, recordedAt: '2023-09-01T09:00:00.000000Z' },
          { ok: false, refusal: { name: 'EventIdConflict', eventId: known.id } },
          { ok: false, refusal: { name: 'AppendTooLarge', stream: b } },
          { ok: true, revision: 2, repeated: false },
        ]);
      });

      it('takes thousands, in order, each at its own instant, and once only', async () => {
        const appends = Array.from({ length: 600 }, (_, nth) =>
          simulated(new Date(Date.UTC(2020, 0, 1) + nth * 60_001).toISOString(), {
            authority: `30${nth % 3}`,
            events: events(4, { source: 'simulated', authority: `30${nth % 3}` }),
          }),
        );
        const first = await store.appendSimulated(appends);
        expect(instants(first)).toEqual(appends.map(({ recordedAt }) => recordedAt.replace('Z', '000Z')));
        expect(await store.appendSimulated(appends)).toEqual(first.map((answer) => ({ ...answer, repeated: true })));
        const all = await readEverything();
        expect(ids(all)).toEqual(appends.flatMap((append) => ids(append.events)));
        expectInOrder(all);
      });

      it.each(['entered', 'imported', 'computed'] as const)(
        'refuses an authority that has an %s event, and no other',
        async (source) => {
          const at = '2023-09-01T09:00:00Z';
          const before = simulated(at);
          await store.appendSimulated([before]);
          await store.append({ stream: before.stream, expected: 1, events: events(1, { source }) });
          const answers = await store.appendSimulated([before, simulated(at), simulated(at, { authority: '302' })]);
          expect(answers).toMatchObject([
            { ok: true, repeated: true },
            { ok: false, refusal: { name: 'SimulatedInstantRefused', why: 'real_events', authority: '301' } },
            { ok: true, repeated: false },
          ]);
          expect(await readEverything()).toHaveLength(5);
        },
      );

      it('refuses an append with an event that is not simulated, and an instant to come', async () => {
        const at = '2023-09-01T09:00:00Z';
        const mixed = [anEvent({ source: 'simulated' }), anEvent({ source: 'computed' })];
        const refusals = (
          await store.appendSimulated([
            simulated(at, { events: mixed }),
            simulated('2999-01-01T00:00:00Z'),
            simulated(at, { events: mixed, authority: '302' }),
            simulated(at),
          ])
        ).map((answer) => (answer.ok ? null : answer.refusal));
        expect(refusals).toMatchObject([
          { why: 'not_simulated' },
          { why: 'after_now' },
          { why: 'not_simulated' },
          null,
        ]);
        expect(refusals[0]).toBeInstanceOf(SimulatedInstantRefused);
        expect(refusals[0]!.message).toMatch(/not all of its events are simulated\.$/);
        expect(await readEverything()).toHaveLength(2);
      });

      it('leaves what is appended afterwards to the clock', async () => {
        const { recordedAt: old } = await store.append({
          stream: aStream(),
          expected: 'no_stream',
          events: events(1, { source: 'simulated' }),
        });
        const [next] = instants(await store.appendSimulated([simulated('2023-09-01T09:00:00Z')]));
        expect(microsecondsFromIso(next!)).toBe(microsecondsFromIso(old) + 1n);
        await store.appendSimulated([simulated('2023-09-01T09:00:00Z', { authority: '302' })]);
        const after = await store.append({
          stream: aStream(),
          expected: 'no_stream',
          events: events(1, { authority: '302' }),
        });
        expect(Math.abs(Date.parse(after.recordedAt) - Date.now())).toBeLessThan(60_000);
        expectInOrder(await readEverything());
      });

      it.each(['', 'yesterday', '2023-09-01', '2023-09-01T09:00:00', '1969-12-31T23:59:59Z'])(
        'takes nothing where an instant is none (%j)',
        async (recordedAt) => {
          const given = [simulated('2023-09-01T09:00:00Z'), simulated(recordedAt)];
          const refusal = await refusalOf(store.appendSimulated(given));
          expect(refusal).toBeInstanceOf(InvalidAppend);
          expect(refusal).toMatchObject({ field: 'recordedAt' });
          expect(await readEverything()).toHaveLength(0);
        },
      );

      it('goes on beside appends of other authorities, and keeps all in order', async () => {
        const at = (nth: number) => new Date(Date.UTC(2023, 0, 1) + nth * 1_000).toISOString();
        const others: Promise<unknown>[] = [];
        const many = store.appendSimulated(Array.from({ length: 1_200 }, (_, nth) => simulated(at(nth))));
        for (let nth = 0; nth < 30; nth++)
          others.push(
            store.append({ stream: aStream(), expected: 'no_stream', events: events(1, { authority: '302' }) }),
            store.appendMany([{ stream: aStream(), expected: 'no_stream', events: events(2, { authority: '303' }) }]),
          );
        expect(instants(await many)).toEqual(Array.from({ length: 1_200 }, (_, nth) => at(nth).replace('Z', '000Z')));
        await Promise.all(others);
        const all = await readEverything();
        expect(all).toHaveLength(2_400 + 90);
        expectInOrder(all);
      });
    });

    describe('reading', () => {
      it('gives nothing where there is nothing', async () => {
        expect(await store.readStream('case-none')).toEqual([]);
        expect(await store.readStreams([])).toEqual(new Map());
        expect(await store.readAll(START, 10)).toEqual([]);
        expect(await store.head()).toBe(START);
        expect(await store.positionAt('301', new Date().toISOString())).toBeNull();
      });

      it('gives several streams at once, leaving out those that are not', async () => {
        const [a, b] = [aStream(), aStream()];
        await store.append({ stream: a, expected: 'no_stream', events: events(3) });
        await store.append({ stream: b, expected: 'no_stream', events: events(1) });
        const found = await store.readStreams([b, 'case-none', a, a]);
        expect([...found.keys()].sort()).toEqual([a, b].sort());
        expect(found.get(a)!.map(({ revision }) => revision)).toEqual([0, 1, 2]);
        expect(found.get(b)).toEqual(await store.readStream(b));
      });

      it('shows everyone who asks at once what was recorded before they asked', async () => {
        const streams = Array.from({ length: 40 }, () => aStream());
        const [shared] = streams;
        for (const stream of streams) await store.append({ stream, expected: 'no_stream', events: events(1) });
        const found = await Promise.all(
          streams.map(async (stream) => {
            if (stream !== shared) await store.append({ stream, expected: 0, events: events(1) });
            return store.readStreams([stream, shared!, 'case-none']);
          }),
        );
        found.forEach((of, nth) => {
          expect([...of.keys()].sort()).toEqual([...new Set([streams[nth]!, shared!])].sort());
          expect(of.get(streams[nth]!)).toHaveLength(nth === 0 ? 1 : 2);
          expect(of.get(shared!)).toHaveLength(1);
        });
      });

      it('pages through all events after a position, up to the head', async () => {
        for (let nth = 0; nth < 9; nth++)
          await store.append({ stream: `case-${nth}`, expected: 'no_stream', events: events(3) });
        const all = await readEverything();
        expect(all).toHaveLength(27);
        expectInOrder(all);
        const paged: RecordedEvent[] = [];
        for (let after = START; ;) {
          const page = await store.readAll(after, 4);
          expect(page.length).toBeLessThanOrEqual(4);
          if (page.length === 0) break;
          paged.push(...page);
          after = page.at(-1)!.position;
        }
        expect(paged).toEqual(all);
        expect(await store.head()).toBe(all.at(-1)!.position);
        expect(await store.readAll(all.at(-1)!.position, 5)).toEqual([]);
      });

      it('filters by type, beginning of the stream, authority, and all together', async () => {
        const put = (stream: string, type: string, authority: string) =>
          store.append({ stream, expected: 'no_stream', events: [anEvent({ type, authority })] });
        await put('case-1', 'A', '301');
        await put('case-2', 'B', '302');
        await put('child-1', 'A', '302');
        await put('plan-1', 'C', '301');
        await put('cas_-1', 'A', '301');
        const streams = async (...options: Parameters<typeof store.readAll>) =>
          (await store.readAll(...options)).map(({ stream }) => stream);
        expect(await streams(START, 9, { types: ['A'] })).toEqual(['case-1', 'child-1', 'cas_-1']);
        expect(await streams(START, 9, { types: ['B', 'C', 'None'] })).toEqual(['case-2', 'plan-1']);
        expect(await streams(START, 9, { types: [] })).toEqual([]);
        expect(await streams(START, 9, { prefixes: ['case-', 'child-'] })).toEqual(['case-1', 'case-2', 'child-1']);
        expect(await streams(START, 9, { prefixes: ['cas_'] })).toEqual(['cas_-1']);
        expect(await streams(START, 9, { authority: '302' })).toEqual(['case-2', 'child-1']);
        expect(await streams(START, 9, { types: ['A'], prefixes: ['case-'], authority: '301' })).toEqual(['case-1']);
        expect(await streams(START, 1, { types: ['A'] })).toEqual(['case-1']);
        const [first] = await store.readAll(START, 1);
        expect(await streams(first!.position, 1, { types: ['A'] })).toEqual(['child-1']);
      });
    });

    describe('reading stream by stream', () => {
      const place = ({ stream, revision }: HistoryEvent): string => `${stream}/${revision}`;

      it('pages through whole streams in order of their names, up to a position', async () => {
        for (const stream of ['case-b', 'plan-a', 'case-a', 'case-B', 'cases-a', 'case-b2'])
          await store.append({ stream, expected: 'no_stream', events: events(2) });
        await store.append({ stream: 'case-a', expected: 1, events: events(1) });
        const upTo = await store.head();
        await store.append({ stream: 'case-a', expected: 2, events: events(1) });
        await store.append({ stream: 'case-aa', expected: 'no_stream', events: events(1) });
        const wanted = ['case-B/0', 'case-B/1', 'case-a/0', 'case-a/1', 'case-a/2', 'case-b/0', 'case-b/1', 'case-b2/0', 'case-b2/1']; // prettier-ignore
        for (const limit of [1, 2, 4, 9, 50]) {
          const read: HistoryEvent[] = [];
          for (let page: HistoryEvent[] | undefined; page === undefined || page.length === limit;) {
            page = await store.readByStream(limit, { prefix: 'case-', upTo, after: read.at(-1) });
            read.push(...page);
          }
          expect(read.map(place)).toEqual(wanted);
          expect(read.slice(2, 5)).toEqual((await store.readStream('case-a')).slice(0, 3).map(asHistoryEvent));
        }
        expect(await store.readByStream(9, { prefix: 'advice-', upTo })).toEqual([]);
        expect(await store.readByStream(9, { prefix: 'case-', upTo: START })).toEqual([]);
      });
    });

    describe('the instant of recording', () => {
      it('is one for an append, and within an authority follows the order of position', async () => {
        await Promise.all(
          Array.from({ length: 50 }, (_, nth) =>
            store.append({
              stream: aStream(),
              expected: 'no_stream',
              events: events(3, { authority: `30${nth % 2}` }),
            }),
          ),
        );
        const all = await readEverything();
        expectInOrder(all);
        for (const [, stream] of await store.readStreams([...new Set(all.map(({ stream }) => stream))]))
          expect(new Set(stream.map(({ recordedAt }) => recordedAt)).size).toBe(1);
      });

      it('turns into a position of the authority', async () => {
        const put = async (authority: string) =>
          store.append({ stream: aStream(), expected: 'no_stream', events: events(2, { authority }) });
        const before = new Date(Date.now() - 60_000).toISOString();
        const [one, other, two] = [await put('301'), await put('302'), await put('301')];
        expect(await store.positionAt('301', before)).toBeNull();
        expect(await store.positionAt('301', one.recordedAt)).toBe(one.position);
        expect(await store.positionAt('301', two.recordedAt)).toBe(two.position);
        expect(await store.positionAt('301', '2999-01-01T00:00:00Z')).toBe(two.position);
        expect(await store.positionAt('302', '2999-01-01T00:00:00+01:00')).toBe(other.position);
        expect(await store.positionAt('303', '2999-01-01T00:00:00Z')).toBeNull();
        expect(await store.positionAt('301', one.recordedAt.replace('Z', '999Z'))).toBe(one.position);
        for (const instant of ['yesterday', '2026-09-01', '2026-09-01T10:00:00'])
          await expect(store.positionAt('301', instant)).rejects.toThrow(RangeError);
      });
    });

    describe('waiting for more', () => {
      const timed = async (wait: Promise<void>): Promise<number> => {
        const started = performance.now();
        await wait;
        return performance.now() - started;
      };

      it('ends at once where there is more, and when the time is over where there is not', async () => {
        const { position } = await store.append({ stream: aStream(), expected: 'no_stream', events: events(2) });
        expect(await timed(store.waitForMore(START, 5_000))).toBeLessThan(1_000);
        expect(await timed(store.waitForMore(position, 120))).toBeGreaterThanOrEqual(110);
      });

      it('ends when something is appended', async () => {
        const { position } = await store.append({ stream: aStream(), expected: 'no_stream', events: events(1) });
        const waiting = [1, 2, 3].map(() => timed(store.waitForMore(position, 20_000)));
        await store.append({ stream: aStream(), expected: 'no_stream', events: events(1) });
        for (const wait of waiting) expect(await wait).toBeLessThan(5_000);
      });
    });
  });

const refusalOf = (append: Promise<unknown>): Promise<unknown> =>
  append.then(
    () => new Error('It was not refused.'),
    (error: unknown) => error,
  );

/** Buffers and Uint8Arrays compare as their bytes. */
const plainBytes = <Event extends NewEvent>(event: Event) => ({
  ...event,
  sealed: event.sealed && Buffer.from(event.sealed).toString('hex'),
  sealedDigest: event.sealedDigest && Buffer.from(event.sealedDigest).toString('hex'),
});

/** Positions grow, and within an authority instants do not fall. */
const expectInOrder = (all: readonly RecordedEvent[]): void => {
  const last = new Map<string, string>();
  all.forEach((event, index) => {
    if (index > 0) expect(comparePositions(all[index - 1]!.position, event.position)).toBeLessThan(0);
    const before = last.get(event.authority);
    if (before !== undefined) expect(before <= event.recordedAt).toBe(true);
    last.set(event.authority, event.recordedAt);
  });
};
