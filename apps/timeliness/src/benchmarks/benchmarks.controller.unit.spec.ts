import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { createLogger, ProblemFilter, validationPipe } from '@ehc/platform';
import { Test } from '@nestjs/testing';
import { benchmarksFor, BenchmarksModule } from './index.js';

let app: INestApplication;
let base: string;

beforeAll(async () => {
  const module = await Test.createTestingModule({ imports: [BenchmarksModule] }).compile();
  app = module.createNestApplication({ logger: false });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(createLogger('silent')));
  await app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${((app.getHttpServer() as Server).address() as AddressInfo).port}`;
});

afterAll(() => app.close());

const get = async (query: string) => {
  const response = await fetch(`${base}/api/timeliness/benchmarks?${query}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('GET /api/timeliness/benchmarks', () => {
  it('gives what benchmarksFor gives', async () => {
    const { status, body } = await get('authority=891&measure=twenty_weeks.ex&year=2024');
    expect(status).toBe(200);
    expect(body).toEqual(benchmarksFor('891', 'twenty_weeks.ex', 2024));
  });

  it.each([
    ['authority=89&measure=twenty_weeks.ex&year=2024', 'authority must be'],
    ['authority=891&measure=open.total&year=2024', 'measure must be'],
    ['authority=891&measure=twenty_weeks.ex&year=last', 'year must be'],
    ['authority=891&measure=twenty_weeks.ex', 'year must be'],
    ['authority=891&measure=twenty_weeks.ex&year=2024&region=1', 'region is not a field'],
    ['authority=891&authority=892&measure=twenty_weeks.ex&year=2024', 'authority must be'],
  ])('%s: 400, %s', async (query, says) => {
    const { status, body } = await get(query);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(says);
  });

  it.each([
    ['authority=999&measure=twenty_weeks.ex&year=2024', 'No local authority of England has the code 999'],
    ['authority=891&measure=six_weeks&year=2022', 'six_weeks is published for 2023, 2024, not for 2022'],
  ])('%s: 404, %s', async (query, says) => {
    const { status, body } = await get(query);
    expect(status).toBe(404);
    expect(JSON.stringify(body)).toContain(says);
  });

  it('is described', () => {
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().build());
    const operation = document.paths['/api/timeliness/benchmarks']?.get;
    expect(operation?.parameters?.map((parameter) => ('name' in parameter ? parameter.name : ''))).toEqual([
      'authority',
      'measure',
      'year',
    ]);
    expect(Object.keys(document.components?.schemas ?? {})).toContain('BenchmarksResponse');
  });
});
