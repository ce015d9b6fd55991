import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { configureHttp, createLogger, NestLogger, SettableClock } from '@ehc/platform';
import { Controller, Get, Module, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { authenticateTestTokens, tokenFor } from '../../../../test/harness/sign-in.js';
import { type Person, personOf } from '../person.js';
import { authenticateBearer } from './authenticate-bearer.js';
import { IssuerUnavailable } from './read-access-token.js';

@Controller('who')
class WhoController {
  @Get()
  who(@Req() request: object): { person: Person | null } {
    return { person: personOf(request) ?? null };
  }
}

@Module({ controllers: [WhoController] })
class TestModule {}

let app: NestExpressApplication;
let outage: NestExpressApplication;
const lines: string[] = [];
const logger = createLogger('debug', { write: (line: string) => void lines.push(line) });

const start = async (...beforeBody: ReturnType<typeof authenticateBearer>[]): Promise<NestExpressApplication> => {
  const started = await NestFactory.create<NestExpressApplication>(TestModule, { logger: new NestLogger(logger) });
  configureHttp(started, { logger, maxBodyBytes: 1_000, beforeBody });
  await started.init();
  return started;
};

beforeAll(async () => {
  app = await start(authenticateTestTokens(new SettableClock('2026-11-02T12:00:00Z'), logger));
  outage = await start(authenticateBearer(() => Promise.reject(new IssuerUnavailable('no keys')), logger));
});

beforeEach(() => {
  lines.length = 0;
});

afterAll(async () => {
  await app.close();
  await outage.close();
});

const who = (authorization?: string): request.Test => {
  const call = request(app.getHttpServer()).get('/who');
  return authorization === undefined ? call : call.set('Authorization', authorization);
};

test('a token tells who asks', async () => {
  const token = tokenFor('carol.caseworker', { name: 'Carol Čapková' });
  const person = { subject: 'carol.caseworker', name: 'Carol Čapková' };
  await who(`Bearer ${token}`).expect(200, { person });
  await who(`bearer   ${token}`).expect(200, { person });
});

test('without a token nobody asks', async () => {
  await who().expect(200, { person: null });
  await who('Basic Y2Fyb2w6cGFzc3dvcmQ=').expect(200, { person: null });
});

const expired = tokenFor('carol', { expires: new Date('2026-11-02T11:00:00Z') });

test.each([
  ['run out', `Bearer ${expired}`],
  ['empty', 'Bearer'],
  ['two', `Bearer ${tokenFor('a')} ${tokenFor('b')}`],
  ['in quotes', `Bearer "${tokenFor('a')}"`],
])('a token that is not good (%s) is refused, and nothing of it is told', async (_what, authorization) => {
  const { status, body, headers, text } = await who(authorization);
  expect(status).toBe(401);
  expect(headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  expect(headers['content-type']).toContain('application/problem+json');
  expect(body).toMatchObject({ type: 'urn:ehc:problem:invalid-token', status: 401 });
  const log = lines.join('');
  expect(log).toContain('a bearer token was refused');
  for (const said of [text, log]) expect(said).not.toMatch(/eyJ|carol|provider\.test/);
});

test('where the provider’s keys cannot be had it is told so', async () => {
  const { body } = await request(outage.getHttpServer()).get('/who').set('Authorization', 'Bearer x').expect(503);
  expect(body).toMatchObject({ type: 'urn:ehc:problem:sign-in-unavailable' });
});
