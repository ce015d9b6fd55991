import { AccessRegister, type RecordedRead } from '@ehc/identity';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { childSubject } from '@ehc/event-store';
import { anEvent } from '@ehc/event-store/testing';
import { asAdmin } from '../harness/database.js';
import { OURS, type ServiceOfTwo, startServiceOfTwo, THEIRS } from './service-of-two.js';

// What people are shown of children is recorded: who, what, when, and why where the record is restricted.

let service: ServiceOfTwo;
let one: { case: string; child: string };

beforeAll(async () => {
  service = await startServiceOfTwo(['caseworker', 'team_manager', 'administrator', 'board_member', 'agency_adviser']);
  // On the worklist too.
  const { body } = await get('/api/casework/worklist?limit=500');
  one = body.entries.find((entry: { plan: string | null }) => entry.plan === null);
}, 120_000);
afterAll(() => service.stop());

const CASEWORKER = `caseworker.${OURS}`;
const get = (path: string, person = CASEWORKER, authority: string = OURS) => service.get(person, authority, path);

interface Recorded {
  readonly actor: string;
  readonly authority: string;
  readonly route: string;
  readonly permission: string;
  readonly asked_by: string[];
  readonly shown: string[];
  readonly restricted: string[];
  readonly request: string;
  readonly sealed: Buffer | null;
}

/** What has been recorded since the test began. */
let since = '0';
const recorded = async (): Promise<Recorded[]> =>
  (
    await service.database.pool.query<Recorded>('SELECT * FROM audit.read WHERE position > $1 ORDER BY position', [
      since,
    ])
  ).rows;
beforeEach(async () => {
  const { rows } = await service.database.pool.query<{ last: string }>(
    'SELECT coalesce(max(position), 0) AS last FROM audit.read',
  );
  since = rows[0]!.last;
});

describe('of an answer that tells of children it is recorded', () => {
  test('who was shown which case, by which request', async () => {
    const { headers } = await get(`/api/casework/cases/${one.case}`).expect(200);
    const [read, ...more] = await recorded();
    expect(more).toEqual([]);
    expect(read).toMatchObject({
      actor: CASEWORKER,
      name: CASEWORKER,
      role: 'caseworker',
      authority: OURS,
      agency: null,
      request: headers['x-request-id'],
      route: 'GET /api/casework/cases/:caseId',
      permission: 'see-cases',
      asked_by: [],
      restricted: [],
      sealed: null,
    });
    expect(read!.shown).toEqual(expect.arrayContaining([`case-${one.case}`, `child-${one.child}`]));
  });

  test('what a timeline, a worklist and a list of open cases showed', async () => {
    await get(`/api/casework/cases/${one.case}/timeline`).expect(200);
    const { body: worklist } = await get('/api/casework/worklist?limit=5').expect(200);
    const { body: leading } = await get(`/api/timeliness/lead-indicators?authority=${OURS}&limit=3`).expect(200);
    const [timeline, list, indicators] = await recorded();
    expect(timeline!.shown).toContain(`case-${one.case}`);
    expect(timeline!.permission).toBe('see-timelines');
    expect(list!.asked_by).toEqual(['limit']);
    for (const entry of worklist.entries) expect(list!.shown).toContain(`child-${entry.child}`);
    const cases = leading.figures.cases.entries.map((entry: { case: string }) => `case-${entry.case}`);
    expect(cases.length).toBeGreaterThan(0);
    expect(indicators!.shown).toEqual(expect.arrayContaining(cases));
  });

  test('which fields somebody searched by, never what for; also where nobody was found', async () => {
    const search = (body: object) => service.post(CASEWORKER, OURS, '/api/casework/search', body).expect(200);
    await search({ name: 'Unheardof Nameworth', birthDate: '2016-05-04' });
    const [read] = await recorded();
    expect(read).toMatchObject({ asked_by: ['birthDate', 'name'], shown: [], permission: 'find-children' });
    expect(JSON.stringify(read)).not.toMatch(/Nameworth|2016/);
  });

  test('nothing of figures, settings and steps, nor of what was refused', async () => {
    await get(`/api/timeliness/measures?authority=${OURS}&period=2025`).expect(200);
    await get('/api/casework/cases/00000000-0000-4000-8000-000000000000').expect(404);
    await get(`/api/casework/cases/${one.case}`, `caseworker.${THEIRS}`, THEIRS).expect(404);
    await get(`/api/casework/cases/${one.case}`, `board_member.${OURS}`).expect(403);
    expect(await recorded()).toEqual([]);
  });
});

describe('what cannot be recorded is not shown', () => {
  test('while the record cannot be written to; figures are', async () => {
    await service.database.pool.query('ALTER TABLE audit.read RENAME TO elsewhere');
    try {
      const { body } = await get(`/api/casework/cases/${one.case}`).expect(503);
      expect(body.type).toBe('urn:ehc:problem:read-not-recorded');
      expect(JSON.stringify(body)).not.toContain(one.child);
      await get(`/api/timeliness/measures?authority=${OURS}&period=2025`).expect(200);
    } finally {
      await service.database.pool.query('ALTER TABLE audit.elsewhere RENAME TO read');
    }
    await get(`/api/casework/cases/${one.case}`).expect(200);
    expect(await recorded()).toHaveLength(1);
  });

  test('and whatever is shown is recorded, also while its connections are cut', async () => {
    const shown: string[] = [];
    let working = true;
    const cutting = (async () => {
      while (working) {
        await asAdmin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = '${service.database.name}' AND application_name = 'ehc reads'`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const clients = Array.from({ length: 8 }, async () => {
      for (let turn = 0; turn < 25; turn++) {
        const { status, headers } = await get(`/api/casework/cases/${one.case}`);
        if (status === 200) shown.push(headers['x-request-id']!);
        else expect(status).toBe(503);
      }
    });
    await Promise.all(clients);
    working = false;
    await cutting;
    const requests = new Set((await recorded()).map(({ request }) => request));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((request) => !requests.has(request))).toEqual([]);
  });
});

describe('a restricted record', () => {
  const NAMED = `team_manager.${OURS}`;
  const read = (reason?: string, path = '') => {
    const asked = get(`/api/casework/cases/${one.case}${path}`, NAMED);
    return reason === undefined ? asked : asked.set('x-ehc-reason', reason);
  };

  beforeAll(async () => {
    const payload = { people: [{ subject: NAMED }] };
    const events = [
      anEvent({ type: 'RecordRestricted', authority: OURS, child: one.child, happenedOn: null, payload }),
    ];
    const { position } = await service.store.append({
      stream: `restriction-${one.child}`,
      expected: 'no_stream',
      events,
    });
    await service.app.get(AccessRegister).upTo(position);
  });

  test('is shown to nobody else, nor recorded as if it were', async () => {
    await get(`/api/casework/cases/${one.case}`).expect(404);
    const openCases = async (person: string) => {
      await get(`/api/timeliness/lead-indicators?authority=${OURS}&limit=500`, person).expect(200);
      return (await recorded()).at(-1)!.shown;
    };
    const [theirs, ours] = [await openCases(CASEWORKER), await openCases(NAMED)];
    expect(ours).toContain(`case-${one.case}`);
    expect(theirs).toEqual(ours.filter((record) => record !== `case-${one.case}`));
    // Who is shown figures alone has been shown no case, though the figures were counted from them.
    const before = (await recorded()).length;
    await get(`/api/timeliness/lead-indicators?authority=${OURS}&limit=500`, `board_member.${OURS}`).expect(200);
    expect(await recorded()).toHaveLength(before);
  });

  test('is shown to who is named where they say why', async () => {
    for (const reason of [undefined, '', '  ', '12']) {
      const { body } = await read(reason).expect(428);
      expect(body.detail).toContain('x-ehc-reason');
    }
    await read('x'.repeat(301)).expect(400);
    expect(await recorded()).toEqual([]);
    await read('The mother rang about Tuesday').expect(200);
    await read(encodeURIComponent('Señora Ōkafor rang'), '/timeline').expect(200);
    const reads = await recorded();
    expect(reads.map(({ restricted }) => restricted)).toEqual([[one.child], [one.child]]);
    // What they wrote is nowhere in plain text.
    expect(reads.every(({ sealed }) => sealed !== null)).toBe(true);
    expect(JSON.stringify(reads)).not.toMatch(/mother|kafor/);
  });

  test('tells why to those who are named, and to nobody else', async () => {
    await read('The mother rang about Tuesday').expect(200);
    const told = async (person: string) => {
      const { body } = await get(`/api/audit/reads?case=${one.case}&limit=3`, person).expect(200);
      const reads = body.reads as RecordedRead[];
      const { restricted, reason } = reads.find(({ route }) => route === 'GET /api/casework/cases/:caseId')!;
      return { restricted, reason };
    };
    const restricted = [one.child];
    expect(await told(NAMED)).toEqual({ restricted, reason: 'The mother rang about Tuesday' });
    expect(await told(`administrator.${OURS}`)).toEqual({ restricted: [], reason: null });
  });
});

test('of a restricted record of a child who was forgotten no reason is kept, nor can one be read that was', async () => {
  const [, , , gone] = await service.casesOf(OURS);
  const named = `team_manager.${OURS}`;
  const payload = { people: [{ subject: named }] };
  const events = [
    anEvent({ type: 'RecordRestricted', authority: OURS, child: gone!.child, happenedOn: null, payload }),
  ];
  const stream = `restriction-${gone!.child}`;
  const { position } = await service.store.append({ stream, expected: 'no_stream', events });
  await service.app.get(AccessRegister).upTo(position);
  const view = () =>
    get(`/api/casework/cases/${gone!.case}/timeline`, named).set('x-ehc-reason', 'The mother rang').expect(200);
  await view();
  await service.keyStore.destroy(childSubject(OURS, gone!.child));
  await view();
  expect((await recorded()).map(({ restricted, sealed }) => [restricted, sealed !== null])).toEqual([
    [[gone!.child], true],
    [[gone!.child], false],
  ]);
  const { body } = await get(`/api/audit/reads?case=${gone!.case}&limit=2`, named).expect(200);
  expect((body.reads as RecordedRead[]).map(({ reason }) => reason)).toEqual([null, null]);
});

describe('who saw what', () => {
  const list = async (query: string, person = `administrator.${OURS}`, authority: string = OURS) => {
    const { body } = await get(`/api/audit/reads?${query}`, person, authority).expect(200);
    return body as { reads: RecordedRead[]; next: string | null };
  };

  test('is listed by child, case, person and time, page by page', async () => {
    const [, other, third] = await service.casesOf(OURS);
    const start = new Date().toISOString();
    await get(`/api/casework/cases/${other!.case}`).expect(200);
    await get(`/api/casework/cases/${other!.case}/timeline`).expect(200);
    await get(`/api/casework/cases/${third!.case}`, `team_manager.${OURS}`).expect(200);
    const ofChild = await list(`child=${other!.child}&since=${start}`);
    expect(ofChild.reads.map(({ route }) => route)).toEqual([
      'GET /api/casework/cases/:caseId/timeline',
      'GET /api/casework/cases/:caseId',
    ]);
    expect(ofChild.reads[0]).toMatchObject({
      person: { subject: CASEWORKER, name: CASEWORKER, role: 'caseworker', agency: null },
      permission: 'see-timelines',
      reason: null,
    });
    expect((await list(`case=${third!.case}&since=${start}`)).reads.map(({ person }) => person.subject)).toEqual([
      `team_manager.${OURS}`,
    ]);
    const mine = await list(`person=${CASEWORKER}&since=${start}&limit=1`);
    expect(mine.reads).toHaveLength(1);
    const next = await list(`person=${CASEWORKER}&since=${start}&limit=1&before=${mine.next}`);
    expect(next.reads.map(({ route }) => route)).toEqual(['GET /api/casework/cases/:caseId']);
    expect(await list(`since=${start}&until=${start}`)).toEqual({ reads: [], next: null });
  });

  test('is of one authority', async () => {
    await get(`/api/casework/cases/${one.case}/timeline`).expect(404);
    const [own] = await service.casesOf(THEIRS);
    await get(`/api/casework/cases/${own!.case}`, `caseworker.${THEIRS}`, THEIRS).expect(200);
    expect((await list(`case=${own!.case}`)).reads).toEqual([]);
    expect((await list(`case=${own!.case}`, `administrator.${THEIRS}`, THEIRS)).reads).toHaveLength(1);
  });

  test('is itself recorded, and refused to who has no business with it', async () => {
    await list(`child=${one.child}`);
    expect(await recorded()).toMatchObject([
      { permission: 'see-reads', asked_by: ['child'], shown: [`child-${one.child}`], actor: `administrator.${OURS}` },
    ]);
    await get('/api/audit/reads', CASEWORKER).expect(403);
    for (const query of ['child=x', 'since=yesterday', 'since=2026-01-01', 'before=-1', 'limit=0', 'child[]=1']) {
      await get(`/api/audit/reads?${query}`, `administrator.${OURS}`).expect(400);
    }
  });
});

test('a request with the id of another is another read', async () => {
  const id = randomUUID();
  for (let time = 0; time < 2; time++) {
    await get('/api/casework/worklist').set('x-request-id', id).expect(200);
  }
  expect((await recorded()).map(({ request }) => request)).toEqual([id, id]);
});
