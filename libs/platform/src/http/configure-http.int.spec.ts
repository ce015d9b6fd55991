import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Body, Controller, Get, HttpException, Module, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Type } from 'class-transformer';
import { IsDateString, IsInt, IsString, Length, Min, ValidateNested } from 'class-validator';
import type { Response } from 'express';
import request from 'supertest';
import { HealthRegistry, Unhealthy } from '../health/health-registry.js';
import { HealthModule } from '../health/health.module.js';
import { createLogger } from '../logging/logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { badRequest, conflict, forbidden, notFound, unprocessable } from '../problems/problem.js';
import { configureHttp } from './configure-http.js';

const secret = 'Wilhelmina';

class Contact {
  @IsString()
  @Length(3, 5)
  phone!: string;
}

class Child {
  @IsDateString()
  birthDate!: string;

  @IsInt()
  @Min(0)
  @Type(() => Number)
  age!: number;

  @ValidateNested({ each: true })
  @Type(() => Contact)
  contacts!: Contact[];
}

class Page {
  @IsInt()
  @Type(() => Number)
  page = 1;
}

const thrown: Record<string, () => unknown> = {
  'bad-request': () => badRequest('no-date', 'A date is needed.'),
  forbidden: () => forbidden('other-authority', 'This child belongs to another authority.'),
  'not-found': () => notFound('no-case', 'There is no such case.'),
  conflict: () => conflict('wrong-revision', 'The case has changed.', { extensions: { revision: 7 } }),
  unprocessable: () =>
    unprocessable('not-decided', 'It is not decided yet.', {
      errors: [{ field: 'servedOn', code: 'too-early', message: 'before the decision' }],
    }),
  nest: () => new HttpException(`teapot of ${secret}`, 418),
  inner: () => new TypeError('Cannot read properties of undefined'),
  sql: () =>
    Object.assign(new Error(`duplicate key: ${secret}`), {
      severity: 'ERROR',
      code: '23505',
      detail: `Key (name)=(${secret}) already exists.`,
      table: 'child',
      constraint: 'child_pkey',
    }),
  outage: () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  wrapped: () => Object.assign(new Error('x'), { driverError: Object.assign(new Error('y'), { code: '57P01' }) }),
  own: () => new RangeError('translated by the application'),
  nothing: () => undefined,
};

@Controller('things')
class ThingsController {
  @Post()
  take(@Body() child: Child): unknown {
    return { child, isClass: child instanceof Child && child.contacts.every((one) => one instanceof Contact) };
  }

  @Get()
  list(@Query() page: Page): unknown {
    return { page: page.page };
  }

  @Get('throw/:what')
  fail(@Param('what') what: string): never {
    throw thrown[what]?.();
  }

  @Get('begun')
  begun(@Res() response: Response): never {
    response.write('begun');
    throw new Error('too late');
  }

  @Get('by-id/:id')
  byId(@Param('id', ParseUUIDPipe) id: string): unknown {
    return { id };
  }
}

@Module({ imports: [HealthModule], controllers: [ThingsController] })
class TestModule {}

let app: NestExpressApplication;
let lines: Record<string, unknown>[];
const log = (): string => JSON.stringify(lines);

beforeAll(async () => {
  const logger = createLogger('debug', { write: (line: string) => void lines.push(JSON.parse(line)) });
  lines = [];
  app = await NestFactory.create<NestExpressApplication>(TestModule, { logger: new NestLogger(logger) });
  configureHttp(app, {
    logger,
    maxBodyBytes: 10_000,
    errorTranslators: [(error) => (error instanceof RangeError ? conflict('own', 'Its own.') : undefined)],
  });
  await app.init();
});

beforeEach(() => {
  lines = [];
});

afterAll(async () => {
  await app.close();
});

const good = { birthDate: '2015-02-03', age: '9', contacts: [{ phone: '0117' }] };
const http = (): ReturnType<typeof request> => request(app.getHttpServer());

describe('the shape of a request', () => {
  test('that is right arrives as its class', async () => {
    const { body } = await http().post('/things').send(good).expect(201);
    expect(body).toEqual({ child: { ...good, age: 9 }, isClass: true });
  });

  test('that is wrong is answered field by field, without the values', async () => {
    const { body, headers } = await http()
      .post('/things')
      .send({
        birthDate: secret,
        age: -1,
        contacts: [{ phone: '0117' }, { phone: secret, [secret]: 1 }],
        nhsNumber: secret,
      })
      .expect(400);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toEqual({
      type: 'urn:ehc:problem:invalid-request',
      title: 'Bad Request',
      status: 400,
      detail: 'The request does not have the shape that is expected here.',
      instance: `urn:uuid:${headers['x-request-id']}`,
      errors: [
        { field: 'nhsNumber', code: 'unknown-field', message: 'nhsNumber is not a field of this request.' },
        { field: 'birthDate', code: 'is-date-string', message: expect.any(String) },
        { field: 'age', code: 'min', message: 'age must not be less than 0' },
        { field: `contacts.1.${secret}`, code: 'unknown-field', message: expect.any(String) },
        { field: 'contacts.1.phone', code: 'is-length', message: expect.any(String) },
      ],
    });
    expect(log()).not.toContain(secret);
  });

  test.each([
    ['nothing', undefined],
    ['a list', '[]'],
    ['null', 'null'],
  ])('%s instead of an object', async (_what, body) => {
    const answer = await http().post('/things').type('json').send(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ status: 400 });
  });

  test('a query is checked too', async () => {
    await http().get('/things?page=2').expect(200, { page: 2 });
    const { body } = await http().get(`/things?page=${secret}&name=${secret}`).expect(400);
    expect(body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['name', 'page']);
    expect(log()).not.toContain(secret);
  });
});

describe('a body that cannot be read', () => {
  test.each([
    ['malformed', 400, 'malformed-body', 'application/json', `{"name":"${secret}", oops`],
    ['too large', 413, 'body-too-large', 'application/json', JSON.stringify({ name: secret.repeat(2000) })],
    ['in another encoding', 415, 'unsupported-encoding', 'application/json; charset=iso-8859-1', '{}'],
  ])('%s', async (_what, status, code, type, body) => {
    const answer = await http().post('/things').set('Content-Type', type).send(body);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: `urn:ehc:problem:${code}`, status });
    expect(answer.text).not.toContain(secret);
    expect(log()).not.toContain(secret);
  });
});

describe('an error', () => {
  test.each([
    ['bad-request', 400, 'no-date', 'A date is needed.'],
    ['forbidden', 403, 'other-authority', 'This child belongs to another authority.'],
    ['not-found', 404, 'no-case', 'There is no such case.'],
    ['conflict', 409, 'wrong-revision', 'The case has changed.'],
    ['unprocessable', 422, 'not-decided', 'It is not decided yet.'],
    ['own', 409, 'own', 'Its own.'],
    ['nest', 418, 'bad-request', 'The request cannot be understood.'],
    ['outage', 503, 'database-unavailable', expect.any(String)],
    ['wrapped', 503, 'database-unavailable', expect.any(String)],
  ])('%s is answered with its status and words', async (what, status, code, detail) => {
    const { body, text } = await http().get(`/things/throw/${what}`).expect(status);
    expect(body).toMatchObject({ type: `urn:ehc:problem:${code}`, status, detail });
    expect(text).not.toContain(secret);
  });

  test('brings its fields, extensions and headers', async () => {
    const { body } = await http().get('/things/throw/unprocessable');
    expect(body.errors).toEqual([{ field: 'servedOn', code: 'too-early', message: 'before the decision' }]);
    expect((await http().get('/things/throw/conflict')).body).toMatchObject({ revision: 7 });
    expect((await http().get('/things/throw/outage')).headers['retry-after']).toBe('5');
  });

  test.each(['inner', 'nothing'])('from inside (%s) says nothing but an id, by which the log has it', async (what) => {
    const { body, headers } = await http().get(`/things/throw/${what}`).expect(500);
    const id = headers['x-request-id'];
    expect(body).toEqual({
      type: 'urn:ehc:problem:internal-error',
      title: 'Internal Server Error',
      status: 500,
      detail: `Something went wrong on our side. It is in the log under ${id}.`,
      instance: `urn:uuid:${id}`,
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'error', requestId: id, message: 'a request failed' }),
    );
  });

  test('of the database is logged by its codes and names, without what it quotes', async () => {
    await http().get('/things/throw/sql').expect(500);
    expect(lines.find(({ level }) => level === 'error')).toMatchObject({
      error: { type: 'Error', code: '23505', table: 'child', constraint: 'child_pkey', at: expect.any(Array) },
    });
    expect(log()).not.toContain(secret);
  });

  test('after the answer has begun cuts it off', async () => {
    await expect(http().get('/things/begun')).rejects.toThrow(/aborted|socket hang up/);
  });
});

describe('an address', () => {
  test('that is none is not repeated', async () => {
    const { body, text } = await http().get(`/nothing/${secret}?name=${secret}&${secret}=1`).expect(404);
    expect(body).toMatchObject({ type: 'urn:ehc:problem:not-found', detail: 'There is nothing at this address.' });
    expect(text).not.toContain(secret);
    expect(log()).not.toContain(secret);
    expect(log()).toContain('"path":"/…"');
  });

  test.each([`/things/by-id/${secret}`, '/things/throw/%E0%A4%A'])(
    'with a part of the wrong kind: %s',
    async (path) => {
      const { body, text } = await http().get(path).expect(400);
      expect(body).toMatchObject({ type: 'urn:ehc:problem:bad-request' });
      expect(text).not.toContain(secret);
    },
  );
});

test('of a path only the words of its route and opaque ids are logged', async () => {
  const id = '0190a7b0-0000-7000-8000-000000000001';
  await http().get(`/things/by-id/${id}`).expect(200);
  await http().get(`/things/by-id/${secret}`).expect(400);
  expect(lines.map(({ path }) => path)).toEqual([`/things/by-id/${id}`, '/things/by-id/…']);
});

test('a request is logged with how long it took, and keeps the id that its caller gave', async () => {
  const id = '0190a7b0-0000-7000-8000-000000000001';
  const { headers } = await http().get('/things?page=1').set('X-Request-Id', id.toUpperCase()).expect(200);
  expect(headers['x-request-id']).toBe(id);
  expect(headers['x-powered-by']).toBeUndefined();
  expect(lines).toContainEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    requestId: id,
    method: 'GET',
    path: '/things',
    status: 200,
    ms: expect.any(Number),
    message: 'request',
  });
  const other = await http().get('/things').set('X-Request-Id', secret);
  expect(other.headers['x-request-id']).not.toBe(secret);
});

describe('health', () => {
  const registry = (): HealthRegistry => app.get(HealthRegistry);

  test('the service is ready when all checks pass', async () => {
    const remove = registry().add('projections', async () => ({ behind: 0 }));
    await http()
      .get('/health/ready')
      .expect(200, { status: 'ready', checks: { projections: { status: 'up', facts: { behind: 0 } } } });
    remove();
    await http().get('/health/live').expect(200, { status: 'live' });
    expect(lines.every(({ level }) => level === 'debug')).toBe(true);
  });

  test('and else says what is wrong, but stays live', async () => {
    const removals = [
      registry().add('database', () => Promise.reject(Object.assign(new Error(secret), { code: 'ECONNREFUSED' }))),
      registry().add('projections', () => {
        throw new Unhealthy('case_search has stopped', { position: 12 });
      }),
      registry().add('keys', () => undefined),
    ];
    const { body, text } = await http().get('/health/ready').expect(503);
    expect(body).toMatchObject({
      type: 'urn:ehc:problem:not-ready',
      detail: 'Not ready: database: ECONNREFUSED; projections: case_search has stopped.',
      checks: {
        database: { status: 'down', reason: 'ECONNREFUSED' },
        projections: { status: 'down', reason: 'case_search has stopped', facts: { position: 12 } },
        keys: { status: 'up' },
      },
    });
    expect(text).not.toContain(secret);
    await http().get('/health/live').expect(200);
    for (const remove of removals) remove();
  });
});
