import { caseRecords } from '@ehc/casework';
import { type RoleName, ROLE_NAMES } from '@ehc/identity';
import { caseRecordsInLog } from '@ehc/identity/testing';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { asked, namesRecords, notYetAsked, pathOn, type Records, theirs } from './records.js';
import { routesOf } from './routes.js';
import { type Cell, columns, entries, type Entry } from './table.js';
import { type Answer, OURS, PEOPLE, THEIRS, WholeService } from './whole-service.js';

// Every route, in every role, as docs/reference/access.md says.

jest.setTimeout(300_000);

let service: WholeService;
/** Before anything was recorded of a case. */
let begun: string;
let askedOf: Records;
let notAsked: Records;
let ofOthers: Records;
/** Of a child whose record only the team manager sees. */
let restricted: Records;

beforeAll(async () => {
  service = await WholeService.start();
  begun = new Date().toISOString();
  askedOf = await asked(service);
  notAsked = await notYetAsked(service);
  ofOthers = await theirs(service);
});
afterAll(() => service?.stop());

/** What a request without a body came to, as far as access goes. A route that was let through may find it wanting. */
type Outcome = 'let through' | 'refused' | 'no such record' | 'nobody' | `answered ${number}`;

const outcome = ({ status, body }: Answer): Outcome => {
  if (status === 401) return 'nobody';
  if (status === 403) return 'refused';
  if (status === 404 && /^There is no such (case|plan|child|request for advice)\./.test(body.detail)) {
    return 'no such record';
  }
  // 404: a published set, or a correction, that there is not. 409: what it would have done is done.
  return [200, 201, 302, 303, 400, 404, 409, 422].includes(status) ? 'let through' : `answered ${status}`;
};

const bodyOf = (role: RoleName): string =>
  PEOPLE[role].bodies?.[0] ?? (role === 'school_or_setting' ? 'education' : 'health');

const ask = async (
  subject: string | null,
  entry: Entry,
  records: Records,
  adviceBody: string,
  authority: string = OURS,
) => {
  const query = entry.path === '/api/timeliness/benchmarks' ? '?authority=891&measure=twenty_weeks.ex&year=2024' : '';
  const answer = await service.ask(subject, entry.method, pathOn(entry.path, records, adviceBody) + query, {
    authority,
    headers: { 'x-ehc-reason': 'trying who may ask what' },
    // An empty one, which none of those that change something takes.
    ...(entry.method === 'POST' ? { body: {} } : {}),
  });
  return outcome(answer);
};

/** What the table says comes of asking on such records. */
const expected = (cell: Cell, path: string, on: 'asked' | 'not asked'): Outcome => {
  if (cell === '–') return 'refused';
  return cell === 'asked' && on === 'not asked' && namesRecords(path) ? 'no such record' : 'let through';
};

const ruled = entries().filter((entry) => typeof entry.rule === 'object');

/** What every entry gave, and what it should have given, as one object to compare. */
const compare = async (
  wanted: readonly Entry[],
  gives: (entry: Entry) => Promise<Outcome>,
  should: (entry: Entry) => Outcome | readonly Outcome[],
): Promise<void> => {
  const differences: string[] = [];
  for (const entry of wanted) {
    const given = await gives(entry);
    if (![should(entry)].flat().includes(given)) {
      differences.push(`${entry.method} ${entry.path}: ${given}, and not ${String(should(entry))}`);
    }
  }
  expect(differences).toEqual([]);
};

test('the page has every route that the service answers, and no other', () => {
  const named = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
  expect(entries().map(named).sort()).toEqual(routesOf(service.app).map(named).sort());
  expect(columns()).toHaveLength(ROLE_NAMES.length);
});

test('nobody is let in without signing in, but where everybody is', async () => {
  await compare(
    entries(),
    (entry) => ask(null, entry, askedOf, 'health'),
    ({ rule }) => (rule === 'everybody' ? 'let through' : 'nobody'),
  );
});

test('somebody without a role is let in where anybody is who has signed in', async () => {
  await compare(
    entries(),
    (entry) => ask('nobody.in-particular', entry, askedOf, 'health'),
    ({ rule }) => (typeof rule === 'string' ? 'let through' : 'refused'),
  );
});

describe.each(ROLE_NAMES)('%s', (role) => {
  const subject = `a.${role}`;
  const cell = ({ rule }: Entry): Cell => (rule as Readonly<Record<RoleName, Cell>>)[role];
  const isAll = (entry: Entry): boolean => cell(entry) === 'all';

  test('in the own authority, on what it was asked', async () => {
    await compare(
      ruled,
      (entry) => ask(subject, entry, askedOf, bodyOf(role)),
      (entry) => expected(cell(entry), entry.path, 'asked'),
    );
  });

  test('in the own authority, on what it was not asked yet', async () => {
    await compare(
      ruled,
      (entry) => ask(subject, entry, notAsked, bodyOf(role)),
      // Of what is not there yet, no plan and no advice, an empty request is found wanting first.
      (entry) => (isAll(entry) ? ['let through', 'no such record'] : expected(cell(entry), entry.path, 'not asked')),
    );
  });

  test('for another authority', async () => {
    await compare(
      ruled,
      (entry) => ask(subject, entry, ofOthers, bodyOf(role), THEIRS),
      () => 'refused',
    );
  });

  test("in the own authority, on another authority's records", async () => {
    const naming = ruled.filter(({ path }) => namesRecords(path));
    for (const entry of naming.filter((one) => cell(one) !== '–')) {
      const before = await service.installation.store.head();
      const given = await ask(subject, entry, ofOthers, bodyOf(role));
      const wanted =
        entry.method === 'GET' || cell(entry) === 'asked' ? ['no such record'] : ['let through', 'no such record'];
      expect({ route: entry.path, is: wanted.includes(given) ? 'as the page says' : given }).toMatchObject({
        is: 'as the page says',
      });
      expect(await service.installation.store.head()).toBe(before);
    }
  });
});

describe('a restricted record', () => {
  beforeAll(async () => {
    restricted = await asked(service);
    await service.record('a.caseworker', `/api/casework/children/${restricted.childId}/restriction`, {
      happenedOn: '2026-11-01',
      people: [{ subject: 'a.team_manager' }],
      because: 'domestic_abuse',
    });
  });

  test.each(ROLE_NAMES.filter((role) => role !== 'team_manager'))(
    'is not there for a %s who is not named',
    async (role) => {
      await compare(
        ruled.filter(({ path }) => namesRecords(path)),
        (entry) => ask(`a.${role}`, entry, restricted, bodyOf(role)),
        ({ rule }) => ((rule as Readonly<Record<RoleName, Cell>>)[role] === '–' ? 'refused' : 'no such record'),
      );
    },
  );

  test('is in no search and no list of who is not named, and in those of who is', async () => {
    const search = (subject: string) =>
      service.ask(subject, 'POST', '/api/casework/search', { body: { name: 'Rosa Hussain' } });
    const found = async (subject: string): Promise<string[]> =>
      (await search(subject)).body.found.map(({ child }: { child: string }) => child);
    expect(await found('a.caseworker')).toContain(askedOf.childId);
    expect(await found('a.caseworker')).not.toContain(restricted.childId);
    expect(await found('a.team_manager')).toContain(restricted.childId);
    const listed = async (subject: string): Promise<string> =>
      JSON.stringify((await service.ask(subject, 'GET', '/api/casework/worklist?withinDays=366&limit=500')).body);
    expect(await listed('a.caseworker')).toContain(askedOf.childId);
    expect(await listed('a.caseworker')).not.toContain(restricted.childId);
    expect(await listed('a.team_manager')).toContain(restricted.childId);
  });

  test('is counted in figures, and named in none of who is not named', async () => {
    const told = async (subject: string) =>
      (await service.ask(subject, 'GET', '/api/timeliness/lead-indicators?authority=891&limit=500')).body;
    const [theirs, named] = [await told('a.caseworker'), await told('a.team_manager')];
    expect(theirs.figures.open.total).toBe(named.figures.open.total);
    const compared = async (subject: string) =>
      JSON.stringify(
        (
          await service.ask(
            subject,
            'GET',
            `/api/timeliness/measures/comparison?authority=891&period=2026&then=${begun}`,
          )
        ).body,
      );
    expect(await compared('a.team_manager')).toContain(restricted.caseId);
    expect(await compared('a.caseworker')).toContain(askedOf.caseId);
    expect(await compared('a.caseworker')).not.toContain(restricted.caseId);
    for (const id of [restricted.caseId, restricted.planId, restricted.childId]) {
      expect(JSON.stringify(theirs)).not.toContain(id);
    }
  });

  test('is shown to who is named, and again to everybody once the restriction is lifted', async () => {
    const view = (subject: string) =>
      service.ask(subject, 'GET', `/api/casework/cases/${restricted.caseId}`, {
        headers: { 'x-ehc-reason': 'The family rang' },
      });
    const step = (path: string, body: object) =>
      service.record('a.team_manager', `/api/casework/children/${restricted.childId}/restriction${path}`, {
        happenedOn: '2026-11-02',
        ...body,
      });
    expect((await view('a.team_manager')).status).toBe(200);
    expect((await view('a.caseworker')).status).toBe(404);
    await step('/people', { subject: 'a.caseworker' });
    expect((await view('a.caseworker')).status).toBe(200);
    await step('/people/end', { subject: 'a.caseworker' });
    expect((await view('a.caseworker')).status).toBe(404);
    await step('/end', {});
    expect((await view('a.caseworker')).status).toBe(200);
  });
});

test('who was asked sees what was asked of them, and nothing of others', async () => {
  const { body } = await service.ask('a.agency_adviser', 'GET', `/api/casework/cases/${askedOf.caseId}`);
  expect(body.advice.map((one: { advice: string }) => one.advice)).toEqual([
    askedOf.adviceId['educational_psychology'],
  ]);
  expect(body.child.details).toMatchObject({ surname: 'Hussain' });
  expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['facts']));
  expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['plans']));
  expect(body.child.plans).toEqual([]);
  const school = await service.ask('a.school_or_setting', 'GET', `/api/casework/cases/${askedOf.caseId}`);
  expect(school.body.advice.map((one: { body: string }) => one.body)).toEqual(['education']);
  expect(school.body.consultations).toMatchObject([{ id: askedOf.consultationId }]);
});

test('the read models know of records what the log says', async () => {
  const { pool, store } = service.installation;
  for (const { caseId, childId } of [askedOf, notAsked]) {
    const said = await Promise.all(
      [caseRecords(pool), caseRecordsInLog(store)].map(async (records) => ({
        bodies: [...(await records.bodiesAskedOn(OURS, caseId))].sort(),
        ids: [...(await records.idsOf(OURS, [childId]))].sort(),
        ofOthers: await records.idsOf(THEIRS, [childId]),
      })),
    );
    expect(said[0]).toEqual(said[1]);
  }
  expect(await caseRecords(pool).bodiesAskedOn(OURS, askedOf.caseId)).toContain('educational_psychology');
});

test('a role that has ended ends at once, and nobody ends or gives their own', async () => {
  const give = (subject: string) =>
    service.ask('a.administrator', 'POST', '/api/access/grants', {
      body: { subject, role: 'caseworker', happenedOn: '2026-11-01' },
    });
  const given = await give('a.newcomer');
  expect(given.status).toBe(201);
  const view = () => service.ask('a.newcomer', 'GET', `/api/casework/cases/${askedOf.caseId}`);
  expect((await view()).status).toBe(200);
  const grant = given.body.events[0].ids.grant as string;
  const ended = await service.ask('a.administrator', 'POST', `/api/access/grants/${grant}/end`, {
    body: { subject: 'a.newcomer', happenedOn: '2026-11-01' },
  });
  expect(ended.status).toBe(201);
  const answer = await view();
  expect([answer.status, answer.body.type]).toEqual([403, 'urn:ehc:problem:no-role']);
  expect((await give('a.administrator')).status).toBe(403);
});
