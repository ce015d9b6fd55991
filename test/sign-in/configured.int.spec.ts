import { afterEach, describe, expect, test } from '@jest/globals';
import type { Configuration } from '@ehc/platform';
import { CookieBrowser } from './cookie-browser.js';
import { OtherProvider } from './other-provider.js';
import { type SignInService, startSignIn } from './service.js';
import { signToken } from '../harness/sign-in.js';

let service: SignInService;
const provider = new OtherProvider(() => 'https://ehc.test');

afterEach(async () => {
  await service.stop();
  await provider.stop();
});

const start = async (signIn: Partial<Configuration['signIn']> = {}, audience?: string): Promise<void> => {
  await provider.start();
  provider.instead = undefined;
  service = await startSignIn({
    provider: {
      issuer: provider.issuer,
      ...provider.client,
      clientKeyFile: undefined,
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
