import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, superuserUrl, type TestDatabase } from '../../../test/harness/database.js';
import type { SignedHead, SigningKey } from '../src/index.js';
import { appendsOf, CHANGES, changeAt, cutOffAfter, FORGET_SEALS, SealedWorld, TAMPERINGS } from '../testing/index.js';

// Every kind of change that whoever rules the database can make, each on a copy of one sealed log.

const PLACES = { size: 600, first: 257, second: 431 };

let template: TestDatabase;
let key: SigningKey;
/** Over 200 events and over all 600. */
let heads: [SignedHead, SignedHead];
let world: SealedWorld;
let database: TestDatabase;

beforeAll(async () => {
  template = await createTestDatabase();
  const first = await SealedWorld.open(superuserUrl(template));
  key = first.key;
  await first.append(appendsOf(10, 20));
  const early = await first.seal();
  await first.append(appendsOf(20, 20));
  heads = [early, await first.seal()];
  await first.close();
  await template.pool.end();
});
afterAll(() => template.drop());

beforeEach(async () => {
  database = await createTestDatabase({ template: template.name });
  world = await SealedWorld.open(superuserUrl(database), key);
});
afterEach(async () => {
  await world.close();
  await database.drop();
});

/** What is asked for, once it is there; null after ten seconds. */
const eventually = async (ask: () => Promise<string | null>): Promise<string | null> => {
  for (let tries = 0; tries < 500; tries++) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return null;
};

const kindsIn = async (given: readonly SignedHead[] = []): Promise<string[]> => {
  const { findings, sound } = await world.verify(given);
  expect(sound).toBe(findings.length === 0);
  return findings.map(({ kind }) => kind);
};

describe('a sealed log', () => {
  it('is sound as long as nobody has changed it, also while it grows', async () => {
    expect(await world.verify(heads)).toMatchObject({ sound: true, findings: [], events: 600, sealed: 600 });
    await world.append(appendsOf(2, 5));
    expect(await world.verify(heads)).toMatchObject({ sound: true, events: 610, sealed: 600 });
    const newest = await world.seal();
    expect(newest.size).toBe(610);
    expect(await world.verify([...heads, newest])).toMatchObject({ sound: true, sealed: 610, head: newest });
  });

  it('shows each field of an event that was changed, at its position', async () => {
    const changes = Object.values(CHANGES).map((how, nth) => ({ how, position: 300 + 3 * nth }));
    await world.tamper(changes.map(({ how, position }) => changeAt(position, how)));
    const { findings } = await world.verify();
    const changed = findings.filter(({ kind }) => kind === 'changed');
    expect(changed.map(({ positions }) => positions)).toEqual(
      changes.map(({ position }) => ({ from: position, to: position })),
    );
    expect(changed.every(({ text }) => text.endsWith('was changed after it was sealed.'))).toBe(true);
  });

  it('has a change tried of every column that an event has', async () => {
    const { rows } = await world.pool.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'events' AND table_name = 'event'`,
    );
    const tried = Object.values(CHANGES).map((how) => how.split(' = ')[0]);
    const byPlace = ['position', 'revision']; // tried by moving rows
    expect(
      rows
        .map(({ name }) => name)
        .filter((name) => !byPlace.includes(name))
        .sort(),
    ).toEqual(tried.toSorted());
  });

  it.each(TAMPERINGS)('shows $name', async ({ statements, finds }) => {
    await world.tamper(statements(PLACES));
    const { sound, findings } = await world.verify();
    expect(sound).toBe(false);
    expect(findings).toContainEqual(expect.objectContaining(finds(PLACES)));
    // and nothing is said of the positions that are as they were
    const { positions } = finds(PLACES);
    const others = findings.filter(({ kind }) => kind === 'changed' || kind === 'missing' || kind === 'inserted');
    expect(others.map((finding) => finding.positions)).toEqual(others.length === 0 ? [] : [positions]);
  });

  it('tells where events stand that were swapped or pushed on', async () => {
    await world.tamper(TAMPERINGS.find(({ name }) => name === 'two rows swapped')!.statements(PLACES));
    expect((await world.verify()).findings.map(({ text }) => text)).toEqual([
      'The event at position 257 was sealed at position 431: it was moved, and is otherwise unchanged.',
      'The event at position 431 was sealed at position 257: it was moved, and is otherwise unchanged.',
    ]);
  });

  it('shows a row put in behind the last sealed one that claims to be old, also when it is sealed since', async () => {
    await world.tamper([
      `UPDATE events.event SET recorded_at = recorded_at + interval '1 hour' WHERE position > 200`, // as if in use for long
      ...FORGET_SEALS,
    ]);
    await world.seal();
    await world.tamper([
      `UPDATE tamper_evidence.head SET signed_at = signed_at + interval '2 hours'`,
      `INSERT INTO events.event SELECT 601, 'case-new', 0, gen_random_uuid(), type, schema_version, '302', child,
         happened_on, recorded_at - interval '30 days', actor, role, agency, verified, correlation_id, causation_id,
         command_id, source, payload, key_id, sealed, sealed_digest FROM events.event WHERE position = 600`,
    ]);
    expect(await kindsIn()).toContain('order');
  });
});

describe('what seals the log', () => {
  it('shows a sealed hash that was changed, and that the event was not', async () => {
    await world.tamper([`UPDATE tamper_evidence.leaf SET hash = sha256(hash) WHERE position = 257`]);
    const { findings } = await world.verify([heads[1]]);
    expect(findings.map(({ kind, positions }) => [kind, positions])).toContainEqual(['seal', { from: 257, to: 257 }]);
    expect(findings.map(({ kind }) => kind)).not.toContain('changed');
  });

  it.each([
    ['one sealed hash removed', 'DELETE FROM tamper_evidence.leaf WHERE position = 257', ['seal']],
    ['the last sealed hashes removed', 'DELETE FROM tamper_evidence.leaf WHERE position > 590', ['seal']],
    ['all sealed hashes removed', 'TRUNCATE tamper_evidence.leaf, tamper_evidence.node', ['seal', 'seal']],
    ['a hash above changed', 'UPDATE tamper_evidence.node SET hash = sha256(hash) WHERE index = 1', ['seal']],
    ['all signed heads removed', 'TRUNCATE tamper_evidence.head', ['head']],
    ['a head changed', 'UPDATE tamper_evidence.head SET root = sha256(root) WHERE size = 600', ['head', 'head']],
    [
      'a head dated back',
      `UPDATE tamper_evidence.head SET signed_at = now() - interval '1 day' WHERE size = 600`,
      ['head'],
    ],
    ['its tables dropped', 'DROP SCHEMA tamper_evidence CASCADE', ['seal']],
    ['all of it emptied', FORGET_SEALS.join(';'), ['seal']],
  ])('shows %s', async (_, statement, kinds) => {
    await world.tamper([statement]).catch((error: Error) => expect(error.message).toContain('does not exist'));
    expect(await kindsIn()).toEqual(kinds);
  });

  it('still bears out the log by an exported head, when all of it is gone', async () => {
    await world.tamper(['TRUNCATE tamper_evidence.leaf, tamper_evidence.node, tamper_evidence.head']);
    const { findings } = await world.verify([heads[1]]);
    expect(findings.find(({ kind }) => kind === 'exported_head')?.text).toContain(
      'fits the events, but not what is sealed',
    );
  });
});

describe('an exported head', () => {
  const rewrite = async () => {
    await world.tamper([changeAt(PLACES.first, CHANGES['the day on which it happened']!), ...FORGET_SEALS]);
    return world.seal(); // with the real key
  };

  it('shows a log that was rewritten and sealed anew with the real key, and after which head', async () => {
    const forged = await rewrite();
    expect(await world.verify()).toMatchObject({ sound: true }); // by itself it cannot tell
    const { findings, heads: verdicts } = await world.verify([...heads, forged]);
    expect(findings.map(({ kind, positions }) => [kind, positions])).toEqual([
      ['exported_head', { from: 201, to: 600 }],
    ]);
    expect(verdicts.map(({ fits }) => fits)).toEqual([true, false, true]);
  });

  it('is kept beside the keys as well, and set aside when the log no longer fits it', async () => {
    await world.seal(); // nothing new; the head over 600 events was kept by another service
    await world.append(appendsOf(1, 5));
    await world.seal();
    await rewrite();
    const kept = await world.keptHeads();
    expect(kept.map(({ head }) => head.size)).toEqual([605, 605]);
    expect(await world.verify([], kept)).toMatchObject({ sound: false });
  });

  it('shows that the end was cut off both the log and what seals it', async () => {
    await world.tamper(cutOffAfter(590));
    expect(await world.seal()).toMatchObject({ size: 590 });
    expect(await world.verify()).toMatchObject({ sound: true, events: 590, sealed: 590 });
    const { findings } = await world.verify(heads);
    expect(findings.map(({ kind, positions }) => [kind, positions])).toEqual([
      ['exported_head', { from: 591, to: 600 }],
    ]);
  });

  it('shows so as well when other events were recorded in the place of those', async () => {
    await world.tamper(cutOffAfter(590));
    await world.append(appendsOf(2, 10));
    await world.seal();
    expect(await kindsIn(heads)).toEqual(['exported_head']);
  });

  it('counts only with the signature of a known key', async () => {
    const { signature, ...unsigned } = heads[0];
    expect(await kindsIn([{ ...unsigned, signature: heads[1].signature }])).toEqual(['exported_head']);
    expect(await kindsIn([{ ...heads[0], time: heads[1].time }])).toEqual(['exported_head']);
    expect(await kindsIn([{ ...unsigned, signature, keyId: 'sha256:another' }])).toEqual(['exported_head']);
  });
});

describe('the sealing service', () => {
  it('refuses to go on where what is sealed is behind how far it had come', async () => {
    await world.tamper(['TRUNCATE tamper_evidence.leaf, tamper_evidence.node, tamper_evidence.head']);
    await world.append(appendsOf(1, 1));
    const sealing = world.sealing();
    await sealing.start();
    await expect(sealing.headOverAll()).rejects.toThrow(
      'events are sealed up to position 0, but the next one stands at 601',
    );
    expect((await sealing.status()).trouble).toContain('sealed up to position 0');
    await sealing.stop();
  });

  it('does not seal anew what it follows again: a changed event stops it', async () => {
    const followAgain = `DELETE FROM projections.build WHERE name = 'tamper_evidence'`;
    await world.tamper([followAgain]);
    expect(await world.seal()).toMatchObject({ size: 600 });
    await world.tamper([followAgain, changeAt(PLACES.first, CHANGES['the open payload']!)]);
    const sealing = world.sealing();
    await sealing.start();
    try {
      const trouble = async () => (await sealing.status()).trouble;
      await expect(eventually(trouble)).resolves.toContain('position 257 is not the one that was sealed there');
    } finally {
      await sealing.stop();
    }
  });

  it('signs nothing over a tree that has not grown from the newest head', async () => {
    await world.tamper([`UPDATE tamper_evidence.leaf SET hash = sha256(hash) WHERE position = 600`]);
    await world.append(appendsOf(1, 1));
    await expect(world.seal()).rejects.toThrow('has not grown from the head over 600 events');
  });

  it('leaves its tables to nobody who does not take the triggers away', async () => {
    for (const table of ['leaf', 'node', 'head']) {
      for (const statement of [`DELETE FROM`, `TRUNCATE`]) {
        await expect(world.pool.query(`${statement} tamper_evidence.${table}`)).rejects.toThrow('never changed');
      }
    }
  });
});
