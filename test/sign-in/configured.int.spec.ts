import { afterEach, describe, expect, test } from '@jest/globals';
import type { Configuration } from '@ehc/platform';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { CookieBrowser, signInAs } from './cookie-browser.js';
import { OtherProvider } from './other-provider.js';
import { type SignInService, startSignIn } from './service.js';
import { makeKey, signToken } from '../harness/sign-in.js';

let service: SignInService;
let serviceUrl = (): string => 'https://ehc.test';
const provider = new OtherProvider(() => serviceUrl());

afterEach(async () => {
  await service.stop();
  await provider.stop();
});

const start = async (
  signIn: Partial<Configuration['signIn']> = {},
  audience?: string,
  proof: { clientSecret?: string; clientKeyFile?: string } = {},
): Promise<void> => {
  await provider.start();
  provider.instead = undefined;
  service = await startSignIn({
    provider: {
      issuer: provider.issuer,
      clientId: provider.client.clientId,
      clientSecret: provider.client.clientSecret,
      clientKeyFile: undefined,
      ...proof,
      scopes: 'openid',
      audience,
      tokenType: 'at+jwt',
    },
    ...signIn,
  });
};

const OVER_HTTPS = { host: 'ehc.test', 'x-forwarded-proto': 'https' };

/** `fetch` lets nobody set the host. */
const begin = async (headers: Record<string, string>): Promise<{ status: number; cookie: string | undefined }> => {
  const { default: request } = await import('supertest');
  const answer = await request(service.url).get('/sign-in').set(headers);
  return { status: answer.status, cookie: (answer.headers['set-cookie'] as unknown as string[] | undefined)?.[0] };
};

describe('behind a proxy that ends HTTPS', () => {
  test('the cookie is bound to this host and to HTTPS', async () => {
    await start({ publicUrl: 'https://ehc.test', trustedProxies: ['127.0.0.1'] });
    const { status, cookie } = await begin(OVER_HTTPS);
    expect(status).toBe(303);
    expect(cookie).toMatch(/^__Host-ehc-session=s%3A[\w.%-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test('there is none over plain HTTP', async () => {
    await start({ publicUrl: 'https://ehc.test', trustedProxies: ['127.0.0.1'] });
    expect(await begin({ host: 'ehc.test' })).toEqual({ status: 400, cookie: undefined });
  });

  test('nobody else is believed that it is HTTPS', async () => {
    await start({ publicUrl: 'https://ehc.test', trustedProxies: ['192.0.2.1'] });
    expect(await begin(OVER_HTTPS)).toEqual({ status: 400, cookie: undefined });
  });
});

test('the service proves who it is by a key, where it has one instead of a secret', async () => {
  const { key, publicKey } = makeKey('client');
  const folder = await mkdtemp(join(tmpdir(), 'ehc-client-key-'));
  const clientKeyFile = join(folder, 'client-key.json');
  await writeFile(clientKeyFile, JSON.stringify({ ...key, alg: 'ES256' }));
  serviceUrl = () => service.url;
  await start({}, undefined, { clientSecret: undefined, clientKeyFile });
  const { clientId, clientSecret } = provider.client;
  const proofs: string[] = [];
  provider.instead = async (request, response, next) => {
    if (request.path.endsWith('/token')) {
      const form = Object.fromEntries(new URLSearchParams(await text(request)));
      const { client_assertion: assertion, client_assertion_type: kind, ...rest } = form;
      const by = createLocalJWKSet({ keys: [publicKey as { kty: string }] });
      const tokenAddress = `${provider.issuer}/token`;
      await jwtVerify(assertion!, by, { issuer: clientId, subject: clientId, audience: tokenAddress });
      proofs.push(kind!);
      // The provider behind knows the secret alone.
      request.body = { ...rest, client_id: clientId, client_secret: clientSecret };
    }
    provider.answer(request, response, next);
  };
  const browser = new CookieBrowser(service.url);
  expect(await (await signInAs(browser, 'carol.caseworker')).text()).toContain('signed in as <strong>carol.caseworker');
  expect(proofs).toEqual(['urn:ietf:params:oauth:client-assertion-type:jwt-bearer']);
  await rm(folder, { recursive: true });
});

describe('where the provider', () => {
  const bearer = (): Promise<Response> => {
    const token = signToken({ issuer: provider.issuer, audience: 'urn:ehc', key: provider.key }, 'a');
    return fetch(`${service.url}/api/who-am-i`, { headers: { authorization: `Bearer ${token}` } });
  };

  test('does not answer, signing in is not possible now, and is again once it does', async () => {
    await start({}, 'urn:ehc');
    provider.instead = (_, response) => void response.status(500).send('trouble');
    const browser = new CookieBrowser(service.url);
    for (const answer of [await browser.get('/sign-in'), await bearer()]) {
      expect(answer.status).toBe(503);
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({ type: 'urn:ehc:problem:sign-in-unavailable' });
      expect(text).not.toContain('trouble');
    }
    provider.instead = undefined;
    expect((await bearer()).status).toBe(200);
    expect((await browser.get('/sign-in')).status).toBe(303);
  });

  test('issues no tokens for us, none is taken', async () => {
    await start({});
    expect((await bearer()).status).toBe(401);
  });

  test('says that it is another, it is not used', async () => {
    await start({}, 'urn:ehc');
    provider.instead = (_, response) =>
      void response.json({
        issuer: 'https://evil.example',
        authorization_endpoint: 'https://evil.example/a',
        token_endpoint: 'https://evil.example/t',
        jwks_uri: 'https://evil.example/j',
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256'],
      });
    expect((await new CookieBrowser(service.url).get('/sign-in')).status).toBe(503);
    expect((await bearer()).status).toBe(503);
  });
});
