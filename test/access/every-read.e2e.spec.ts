import { ROLE_NAMES } from '@ehc/identity';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { recordsIn } from '../../libs/identity/src/reads/shown-records.js';
import { asked, notYetAsked, pathOn, type Records } from './records.js';
import { routesOf } from './routes.js';
import { OURS, WholeService } from './whole-service.js';

// Every route that only reads, in every role: whatever record an answer names, it is recorded who was shown it.

jest.setTimeout(300_000);

let service: WholeService;
let records: Records;
let before: string;
beforeAll(async () => {
  service = await WholeService.start();
  records = await asked(service);
  before = new Date().toISOString();
  // One that is open still: on the worklist, and new since then.
  await notYetAsked(service);
});
afterAll(() => service?.stop());

/** A search changes nothing either, though it is posted. */
const SEARCH = '/api/casework/search';

const queries = (): Readonly<Record<string, string>> => ({
  '/api/timeliness/measures': '?authority=891&period=2026',
  '/api/timeliness/measures/comparison': `?authority=891&period=2026&then=${before}`,
  '/api/timeliness/lead-indicators': '?authority=891',
  '/api/timeliness/benchmarks': '?authority=891&measure=twenty_weeks.ex&year=2024',
});

interface Shown {
  readonly route: string;
  readonly role: string;
  readonly request: string;
  readonly records: readonly string[];
}

test('whatever record an answer names, it is recorded that it was shown, and to whom', async () => {
  const routes = routesOf(service.app).filter(({ method, path }) => method === 'GET' || path === SEARCH);
  const shown: Shown[] = [];
  for (const { method, path } of routes) {
    for (const role of ROLE_NAMES) {
      const body = path === SEARCH ? { body: { name: 'Rosa Hussain' } } : {};
      const address = pathOn(path, records, 'education') + (queries()[path] ?? '');
      const answer = await service.ask(`a.${role}`, method, address, body);
      const named = answer.status === 200 && typeof answer.body === 'object' ? recordsIn(answer.body) : [];
      const request = answer.headers.get('x-request-id')!;
      if (named.length > 0) shown.push({ route: `${method} ${path}`, role, request, records: named });
    }
  }

  const { rows } = await service.installation.pool.query<{ request: string; actor: string; shown: string[] }>(
    'SELECT request, actor, shown FROM audit.read WHERE authority = $1',
    [OURS],
  );
  const recorded = new Map(rows.map((row) => [row.request, row]));
  const forgotten = shown.filter(({ request, role, records: named }) => {
    const row = recorded.get(request);
    return row?.actor !== `a.${role}` || named.some((record) => !row.shown.includes(record));
  });
  expect(forgotten).toEqual([]);
  expect([...new Set(shown.map(({ route }) => route))].toSorted()).toEqual(
    expect.arrayContaining([
      'GET /api/casework/cases/:caseId',
      'GET /api/casework/cases/:caseId/timeline',
      'GET /api/casework/worklist',
      'GET /api/timeliness/lead-indicators',
      'GET /api/timeliness/measures/comparison',
      `POST ${SEARCH}`,
    ]),
  );
});
