import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Field, isFreeText, isId, nameOf, type Route } from './described-routes.js';
import { HOSTILE_TEXTS, MARK, NOT_FOR_CALLERS, WRONG_VALUES } from './hostile-values.js';
import { faultOf } from './judge.js';
import { sample, withValue } from './sample-body.js';
import { type Answered, type Sent, ServiceUnderAttack } from './service-under-attack.js';

// Hostile requests to every route of the running service, made from its own description: whatever is sent, the answer is a
// refusal in the words of problem details or, where it is a text that a person may write, kept to the letter; it is never an
// error of ours, and tells nothing of the inside or of another authority.

jest.setTimeout(900_000);

const TODAY = new Date().toISOString().slice(0, 10);

const service = new ServiceUnderAttack();
/** Texts that were recorded. */
const kept: { route: string; text: string }[] = [];

beforeAll(() => service.start());
afterAll(() => service.stop());

/** Turns through an authority's records, so that its cases are met in many states. */
let turn = 0;
const ownId = (name: string): string => {
  const ids = service.own[name] ?? [];
  return ids.length === 0 ? randomUUID() : ids[(turn += 1) % ids.length]!;
};

const pathOf = ({ path }: Route, ids: Readonly<Record<string, string>> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ownId(name)));

const requestTo = (route: Route, ids?: Readonly<Record<string, string>>): Sent => ({
  method: route.method,
  path: pathOf(route, ids),
  ...(route.body && { body: sample(route.body, TODAY) }),
});

const query = (values: Readonly<Record<string, string>>): string => `?${new URLSearchParams(values).toString()}`;

interface Attempt {
  readonly route: Route;
  readonly what: string;
  readonly sent: Sent;
}

/** Sends all of them, some at a time, and tells of each that was answered as it must not be. */
const faultsIn = async (
  attempts: readonly Attempt[],
  judge: (answer: Answered, attempt: Attempt) => string | null = faultOf,
): Promise<string[]> => {
  const faults: string[] = [];
  const left = attempts.values();
  const work = async (): Promise<void> => {
    for (const attempt of left) {
      const fault = judge(await service.send(attempt.sent), attempt);
      if (fault !== null) faults.push(`${nameOf(attempt.route)}, ${attempt.what}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return faults;
};

const short = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60);

describe('a body', () => {
  const withField = (route: Route, { path }: Field, value: unknown): Sent => {
    const sent = requestTo(route);
    return { ...sent, body: withValue(sent.body, path, value) };
  };
  const everyField = (take: (field: Field) => boolean = () => true) =>
    service.routes.flatMap((route) => route.fields.filter(take).map((field) => ({ route, field })));

  test('with a value of the wrong kind in any field', async () => {
    const attempts = everyField().flatMap(({ route, field }) =>
      WRONG_VALUES.map((value) => ({
        route,
        what: `${field.path.join('.')} = ${short(value)}`,
        sent: withField(route, field, value),
      })),
    );
    expect(attempts.length).toBeGreaterThan(2_000);
    expect(await faultsIn(attempts)).toEqual([]);
  });

  test('with a hostile text in any field', async () => {
    const attempts = everyField().flatMap(({ route, field }) =>
      HOSTILE_TEXTS.filter((_, index) => isFreeText(field.schema) || index % 4 === 0).map((text) => ({
        route,
        what: `${field.path.join('.')} = ${short(text)}`,
        sent: withField(route, field, text),
        text,
      })),
    );
    const faults = await faultsIn(attempts, (answer, { route, ...attempt }) => {
      const { text } = attempt as unknown as { text: string };
      if (answer.status === 201 && /"events":\[\{/.test(answer.text)) kept.push({ route: nameOf(route), text });
      return faultOf(answer);
    });
    expect(faults).toEqual([]);
  });

  test('that is no object, or has what is not for callers to say', async () => {
    const attempts = service.routes
      // The calculator passes over what it does not know, as its command does; it records nothing.
      .filter(({ body, path }) => body && path !== '/api/clock')
      .flatMap((route) => [
        ...[null, [], [{}], 'text', 7, [[[]]]].map((body) => ({
          route,
          what: short(body),
          sent: { ...requestTo(route), body },
        })),
        ...Object.entries(NOT_FOR_CALLERS)
          .filter(([name]) => !Object.hasOwn(route.body!.properties ?? {}, name))
          .map(([name, value]) => {
            const sent = requestTo(route);
            return { route, what: `with ${name}`, sent: { ...sent, body: withValue(sent.body, [name], value) } };
          }),
      ]);
    const faults = await faultsIn(
      attempts,
      (answer) => faultOf(answer) ?? (answer.status < 400 ? `taken: ${answer.text.slice(0, 200)}` : null),
    );
    expect(faults).toEqual([]);
  });
});

describe('an address', () => {
  const TEXTS = HOSTILE_TEXTS.filter((text) => !text.includes('\ud800')).map((text) => text.slice(0, 5_000));

  test('with a hostile text for an id', async () => {
    const attempts = service.routes.flatMap((route) =>
      route.pathParameters.flatMap((name) =>
        [...TEXTS, '..', '%2e%2e', '0', '-1', 'null', 'constructor', '%00', '%ff%fe', '*'].map((text) => ({
          route,
          what: `${name} = ${short(text)}`,
          sent: requestTo(route, { [name]: text }),
        })),
      ),
    );
    const faults = await faultsIn(attempts, (answer) => faultOf(answer) ?? (answer.status < 400 ? 'taken' : null));
    expect(faults).toEqual([]);
  });

  test('with a hostile text, a wrong or a second value in any part of its query', async () => {
    const values = [
      ...TEXTS,
      '',
      '-1',
      '1e308',
      '9'.repeat(19),
      '9'.repeat(40),
      '99999-99-99',
      'null',
      '[object Object]',
    ];
    const attempts = service.routes.flatMap((route) =>
      route.query.flatMap(({ name, schema }) => {
        const others = Object.fromEntries(
          route.query
            .filter((one) => one.required && one.name !== name)
            .map((one) => [one.name, exampleOf(one.schema)]),
        );
        const base = requestTo(route);
        const asked = (text: string) => ({ ...base, path: `${pathOf(route)}${text}` });
        return [
          ...values.map((value) => ({
            route,
            what: `${name} = ${short(value)}`,
            sent: asked(query({ ...others, [name]: value })),
          })),
          {
            route,
            what: `two ${name}`,
            sent: asked(`${query({ ...others, [name]: exampleOf(schema) })}&${name}=${MARK}`),
          },
          { route, what: `${name} as a list`, sent: asked(`${query(others)}&${name}[]=${MARK}&${name}[$gt]=1`) },
          { route, what: `${name} of no UTF-8`, sent: asked(`${query(others)}&${name}=%ff%fe%E0%A4%A`) },
        ];
      }),
    );
    expect(attempts.length).toBeGreaterThan(300);
    expect(await faultsIn(attempts)).toEqual([]);
  });

  test('with a part of a query that its route does not have', async () => {
    const attempts = service.routes
      .filter((route) => route.query.length > 0)
      .flatMap((route) => {
        const asked = Object.fromEntries(
          route.query.filter(({ required }) => required).map((one) => [one.name, exampleOf(one.schema)]),
        );
        return ['actor', 'role', 'isAdmin', '__proto__', 'constructor'].map((name) => ({
          route,
          what: name,
          sent: { ...requestTo(route), path: `${pathOf(route)}${query({ ...asked, [name]: MARK })}` },
        }));
      });
    const faults = await faultsIn(attempts, (answer) => faultOf(answer) ?? (answer.status < 400 ? 'taken' : null));
    expect(faults).toEqual([]);
  });

  test('with every method that its route does not have', async () => {
    const attempts = service.routes.flatMap((route) =>
      ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']
        .filter(
          (method) => !service.routes.some((one) => one.path === route.path && one.method.toUpperCase() === method),
        )
        .map((method) => ({ route, what: method, sent: { method, path: pathOf(route) } })),
    );
    const faults = await faultsIn(attempts, (answer) => faultOf(answer) ?? (answer.status < 400 ? 'taken' : null));
    expect(faults).toEqual([]);
  });
});

const exampleOf = (schema: { example?: unknown; enum?: readonly unknown[] } = {}): string =>
  String(schema.example ?? schema.enum?.[0] ?? OWN_EXAMPLE);
const OWN_EXAMPLE = '999';

test('a header with a hostile value', async () => {
  const names = ['idempotency-key', 'if-match', 'x-correlation-id', 'x-request-id', 'x-ehc-authority', 'x-ehc-role'];
  const others = [
    'cookie',
    'accept',
    'accept-language',
    'referer',
    'origin',
    'user-agent',
    'x-forwarded-for',
    'forwarded',
  ];
  const values = HOSTILE_TEXTS.map((text) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 4_000));
  const attempts = service.routes
    .filter((_, index) => index % 12 === 0)
    .flatMap((route) =>
      [...names, ...others].flatMap((name) =>
        values.map((value) => ({
          route,
          what: `${name}: ${short(value)}`,
          sent: { ...requestTo(route), headers: { [name]: value } },
        })),
      ),
    );
  expect(await faultsIn(attempts)).toEqual([]);
});

describe('a record of another authority', () => {
  /** What is said, but for the id of the request. */
  const said = ({ status, text }: Answered): string => `${status} ${text.replace(/urn:uuid:[-0-9a-f]{36}/, '')}`;

  test('in any part of a path is answered as one that does not exist', async () => {
    const attempts = service.routes.flatMap((route) =>
      route.pathParameters.map((name) => ({ route, what: name, sent: requestTo(route), name })),
    );
    const faults: string[] = [];
    let tried = 0;
    for (const { route, name } of attempts) {
      const others = Object.fromEntries(route.pathParameters.map((one) => [one, ownId(one)]));
      const none = await service.send(requestTo(route, { ...others, [name]: randomUUID() }));
      for (const id of (service.theirs[name] ?? []).slice(0, 4)) {
        const theirs = await service.send(requestTo(route, { ...others, [name]: id }));
        tried += 1;
        if (theirs.status < 400 || said(theirs) !== said(none)) {
          faults.push(`${nameOf(route)}, ${name}: ${said(theirs)} instead of ${said(none)}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(tried).toBeGreaterThan(200);
  });

  test('in any field of a body is answered as one that does not exist', async () => {
    const faults: string[] = [];
    let tried = 0;
    for (const route of service.routes) {
      for (const { path } of route.fields.filter(
        ({ schema, path: [name] }) => isId(schema) && !OF_NO_RECORD.has(name!),
      )) {
        const base = requestTo(route);
        const answerTo = (id: string) => service.send({ ...base, body: withValue(base.body, path, id) });
        const none = await answerTo(randomUUID());
        for (const ids of Object.values(service.theirs)) {
          const theirs = await answerTo(ids[0]!);
          tried += 1;
          if (theirs.status < 400 || said(theirs) !== said(none)) {
            faults.push(`${nameOf(route)}, ${path.join('.')}: ${said(theirs)} instead of ${said(none)}`);
          }
        }
      }
    }
    expect(faults).toEqual([]);
    expect(tried).toBeGreaterThan(20);
  });

  /** Ids that name no record of ours: the command's own, new ones that a caller may give, and links that are only kept. */
  const OF_NO_RECORD = new Set(['commandId', 'linkedCase', 'linkedChild']);

  test('stays out of reach by asking in the name of its authority', async () => {
    const attempts = service.routes
      .filter(({ path }) => path.startsWith('/api/casework') || path.startsWith('/api/advice'))
      .map((route) => ({
        route,
        what: 'as the other authority',
        sent: { ...requestTo(route), headers: { 'x-ehc-authority': '892' } },
      }));
    expect(await faultsIn(attempts, ({ status, text }) => (status === 403 ? null : `${status} ${text}`))).toEqual([]);
  });
});

describe('afterwards', () => {
  test('what was taken stands in the log to the letter', async () => {
    expect(kept.length).toBeGreaterThan(100);
    expect(new Set(kept.map(({ route }) => route)).size).toBeGreaterThan(15);
    const texts = await service.textsRecorded();
    expect(kept.filter(({ text }) => !texts.has(text)).map(({ route, text }) => `${route}: ${short(text)}`)).toEqual(
      [],
    );
  });

  test('the service goes on, and has met no error of its own', async () => {
    expect((await service.send({ method: 'GET', path: '/health/ready' })).status).toBe(200);
    expect(service.ehc.log.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
  });

  test('nothing that was sent stands in its log', () => {
    expect(service.ehc.log.filter((line) => line.includes(MARK)).slice(0, 5)).toEqual([]);
  });

  test('every read model still equals the log', async () => {
    const { equal } = await service.ehc.json<{ equal: boolean }>('verify', '--json');
    expect(equal).toBe(true);
  });
});
