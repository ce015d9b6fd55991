import { afterAll, afterEach, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EhcInFolder } from '../harness/ehc.js';
import { tokenIn } from '../harness/sign-in.js';

// `ehc token`, and what stands between it and a service that holds real children's data.
const ehc = new EhcInFolder();
const PROVIDER = {
  EHC_ISSUER: 'https://login.example.gov.uk',
  EHC_CLIENT_ID: 'pages',
  EHC_CLIENT_SECRET: 'hidden-secret',
  EHC_PUBLIC_URL: 'https://ehc.example.gov.uk',
};
const set: string[] = [];
const setVariables = (variables: Record<string, string>): void => {
  Object.assign(process.env, variables);
  set.push(...Object.keys(variables));
};

afterEach(() => {
  for (const name of set.splice(0)) delete process.env[name];
  process.env['NODE_ENV'] = 'test';
});

afterAll(() => ehc.remove());

const ask = (address: string, token: string): Promise<Response> =>
  fetch(`${address}/api/who-am-i`, { headers: { authorization: `Bearer ${token}` } });

const token = async (...args: string[]): Promise<string> => {
  const { status, stdout, stderr } = await ehc.run('token', ...args);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  return stdout.trim();
};

test('a token can be had before the service ever ran, and holds eight hours or as long as is asked', async () => {
  const eightHours = await token('carol.caseworker');
  expect(decodeProtectedHeader(eightHours)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
  const { exp, iat, ...claims } = decodeJwt(eightHours);
  expect(claims).toMatchObject({
    iss: 'http://127.0.0.1:3000/local-provider',
    aud: 'urn:ehc-pathway:api',
    sub: 'carol.caseworker',
    name: 'Carol Caseworker',
  });
  expect(exp! - iat!).toBe(8 * 3_600);
  const minute = decodeJwt(await token('carol.caseworker', '--expires', '1'));
  expect(minute.exp! - minute.iat!).toBe(60);
  expect(statSync(join(ehc.dataDir, 'local-provider/key.json')).mode & 0o777).toBe(0o600);
  expect(existsSync(join(ehc.dataDir, 'postgres'))).toBe(false);
});

test('the service takes it while it runs, and after it was started again', async () => {
  const first = await ehc.start('--no-demo');
  const { port } = new URL(first);
  const tokens = [
    await token('tom.team-manager'),
    tokenIn(ehc.dataDir, 'somebody', { expires: new Date('2100-01-01') }),
  ];
  for (const [index, subject] of ['tom.team-manager', 'somebody'].entries()) {
    expect(await (await ask(first, tokens[index]!)).json()).toMatchObject({ subject });
  }
  await ehc.stop();
  const again = await ehc.start('--no-demo', '--port', port);
  expect(again).toBe(first);
  expect((await ask(again, tokens[0]!)).status).toBe(200);
  await ehc.stop();
});

test('nobody else has one', async () => {
  const { status, stdout, stderr } = await ehc.run('token', 'eve');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('carol.caseworker');
});

test.each<[string, Record<string, string>, string]>([
  ['where a provider of the authority’s is set', PROVIDER, 'EHC_ISSUER names an identity provider'],
  ['in production', { NODE_ENV: 'production' }, 'NODE_ENV is production, and no identity provider is set'],
])('there is none %s', async (_what, variables, reason) => {
  setVariables(variables);
  const { status, stdout, stderr } = await ehc.run('token', 'carol.caseworker');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(reason);
});

test.each<[string, Record<string, string>, string]>([
  ['in production without a provider', { NODE_ENV: 'production' }, 'Set EHC_ISSUER to yours'],
  ['for other machines without a provider', { EHC_HOST: '0.0.0.0' }, 'listens on this machine only'],
  ['with a provider that is half configured', { EHC_CLIENT_ID: 'pages' }, 'must not be set without EHC_ISSUER'],
])('the service does not start %s', async (_what, variables, reason) => {
  setVariables(variables);
  const { status, stderr } = await ehc.run('start', '--no-demo', '--port', '0');
  expect(status).toBe(1);
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain('hidden-secret');
});

test('where a provider is set, the local one is not there, and its tokens are worth nothing', async () => {
  const local = await token('adam.administrator');
  setVariables({ ...PROVIDER, NODE_ENV: 'production' });
  const address = await ehc.start('--no-demo');
  expect((await fetch(`${address}/local-provider/.well-known/openid-configuration`)).status).toBe(404);
  expect((await ask(address, local)).status).toBe(401);
  await ehc.stop();
});
