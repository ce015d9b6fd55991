import { afterAll, describe, expect, test } from '@jest/globals';
import {
  InMemoryKeyStore,
  openPostgresEventStore,
  type PostgresEventStore,
  type RecordedEvent,
  Sealer,
  START,
} from '@ehc/event-store';
import { anEvent } from '@ehc/event-store/testing';
import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '../../../../test/harness/database.js';
import { makeDemonstration } from './make-demonstration.js';
import { simulateAuthority, type SimulationTerms } from './simulate-authority.js';
import { spanOf } from './terms.js';
import { refuseWhatIsThere } from './what-is-there.js';

// What a simulation records: the same for the same terms, whole after a stop half-way, and made up for all to see.

interface Installation {
  readonly store: PostgresEventStore;
  readonly sealer: Sealer;
}

const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

const installation = async (): Promise<Installation> => {
  const database = await createTestDatabase();
  ends.push(() => database.drop());
  const store = await openPostgresEventStore({ url: database.url });
  ends.push(() => store.close());
  return { store, sealer: new Sealer(new InMemoryKeyStore()) };
};

const TERMS: SimulationTerms = {
  authority: '999',
  because: 'demonstration',
  children: 60,
  seed: 7,
  ...spanOf(3, '2025-06-01'),
};

/** Everything that an event says, but keys and ciphertext; opened. */
const said = async ({ store, sealer }: Installation) => {
  const log = await store.readAll(START, 100_000);
  const plain = await sealer.openMany(log);
  return log.map(({ keyId: _, sealed: __, sealedDigest: ___, ...event }, index) => ({ ...event, plain: plain[index] }));
};

describe('a simulation', () => {
  test('records the same log for the same terms, and another for another seed', async () => {
    const [one, two, other] = [await installation(), await installation(), await installation()];
    const simulated = await simulateAuthority(TERMS, one);
    await simulateAuthority(TERMS, two);
    await simulateAuthority({ ...TERMS, seed: 8 }, other);
    const log = await said(one);
    expect(log).toHaveLength(simulated!.events);
    expect(log.filter(({ plain }) => Object.keys(plain!).length > 0).length).toBeGreaterThan(100);
    expect(await said(two)).toEqual(log);
    const ids = new Set(log.map(({ id }) => id));
    expect((await other.store.readAll(START, 10_000)).filter(({ id }) => ids.has(id))).toEqual([]);
  });

  test('says first that it is made up, and in every event; nothing is recorded before it happened, or after the end', async () => {
    const made = await installation();
    await simulateAuthority(TERMS, made);
    const log = await made.store.readAll(START, 100_000);
    expect(log.slice(0, 2).map(({ type }) => type)).toEqual(['AuthorityMadeUp', 'SimulationStarted']);
    expect(log.at(-1)!.type).toBe('SimulationFinished');
    expect(log.filter(({ source, role, actor }) => source !== 'simulated' || role !== 'simulator' || !actor)).toEqual(
      [],
    );
    const day = (event: RecordedEvent) => event.recordedAt.slice(0, 10);
    expect(log.filter((event) => event.happenedOn! > day(event))).toEqual([]);
    expect(log.filter((event) => day(event) < '2022-06-01' || day(event) >= '2025-06-01')).toEqual([]);
    expect(log.map(({ recordedAt }) => recordedAt)).toEqual(log.map(({ recordedAt }) => recordedAt).sort());
  });

  test('enters some of it late and some of it wrong, so that the past as it was known differs', async () => {
    const made = await installation();
    await simulateAuthority({ ...TERMS, children: 150 }, made);
    const log = await made.store.readAll(START, 100_000);
    const late = log.filter(
      ({ recordedAt, happenedOn }) => Date.parse(recordedAt) - Date.parse(happenedOn!) > 7 * 86_400_000,
    );
    expect(late.length / log.length).toBeGreaterThan(0.02);
    expect(late.length / log.length).toBeLessThan(0.2);
    const of = (type: string) => log.filter((event) => event.type === type);
    expect(of('CorrectionRequested').length).toBeGreaterThan(5);
    for (const { payload } of of('FactCorrected') as RecordedEvent<{ requestedBy: string; approvedBy: string }>[]) {
      expect(payload.requestedBy).not.toBe(payload.approvedBy);
    }
  });

  test('is refused beside what is recorded, and where one by other terms was not finished, with what to do', async () => {
    const real = await installation();
    await real.store.append({
      stream: `case-${randomUUID()}`,
      expected: 'no_stream',
      events: [anEvent({ authority: '999' })],
    });
    await expect(refuseWhatIsThere(real.store, TERMS)).rejects.toThrow(
      /Something is recorded .* in another data folder/,
    );
    await expect(refuseWhatIsThere(real.store, { ...TERMS, authority: '891' })).resolves.toBeUndefined();

    const stopped = await installation();
    const stop = new AbortController();
    await simulateAuthority(TERMS, { ...stopped, onProgress: () => stop.abort(), signal: stop.signal });
    await expect(refuseWhatIsThere(stopped.store, TERMS)).resolves.toBeUndefined();
    await expect(refuseWhatIsThere(stopped.store, { ...TERMS, seed: 8 })).rejects.toThrow(
      'ehc simulate --authority 999 --children 60 --years 3 --seed 7 --until 2025-06-01',
    );
    await simulateAuthority(TERMS, stopped);
    await expect(refuseWhatIsThere(stopped.store, TERMS)).rejects.toThrow(/simulated already/);
  });

  test('stopped half-way, it is gone on with by the terms by which it was begun, and ends as in one go', async () => {
    const [whole, stopped] = [await installation(), await installation()];
    await simulateAuthority(TERMS, whole);
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    expect(await simulateAuthority(TERMS, { ...stopped, onProgress, signal: stop.signal })).toBeNull();
    const recorded = (await stopped.store.readAll(START, 100_000)).length;
    expect(await makeDemonstration(stopped, '2026-01-01')).toBe(true);
    expect(recorded).toBeLessThan((await stopped.store.readAll(START, 100_000)).length);
    expect(await said(stopped)).toEqual(await said(whole));
    expect(await makeDemonstration(stopped, '2026-01-01')).toBe(false);
  });
});
