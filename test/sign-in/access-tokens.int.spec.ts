import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { API_AUDIENCE } from '../../apps/ehc/src/local-provider/provider-folder.js';
import { type Signer, signToken } from '../harness/sign-in.js';
import { callbackOf, CookieBrowser, signInAs } from './cookie-browser.js';
import { OtherProvider } from './other-provider.js';
import { type SignInService, startSignIn } from './service.js';

// A provider that is not the service's own, as the configuration names it.
const HOUR = 3_600_000;
let service: SignInService;
const provider = new OtherProvider(() => service.url);

beforeAll(async () => {
  await provider.start();
  service = await startSignIn({
    provider: {
      issuer: provider.issuer,
      ...provider.client,
      clientKeyFile: undefined,
      scopes: 'openid profile',
      audience: API_AUDIENCE,
      tokenType: 'at+jwt',
    },
  });
});

afterAll(async () => {
  jest.useRealTimers();
  await service.stop();
  await provider.stop();
});

/** Fakes the date alone: what waits goes on to wait. */
const NOT_THE_DATE = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const;
const NOT_TIMERS = ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const;

const ask = (token: string): Promise<Response> =>
  fetch(`${service.url}/api/who-am-i`, { headers: { authorization: `Bearer ${token}` } });

/** The tokens that the provider gives for a sign-in at it: the code is redeemed here, not by the service. */
const tokensOf = async (subject: string): Promise<{ access_token: string; id_token: string }> => {
  const browser = new CookieBrowser(service.url);
  const begun = await browser.get('/sign-in');
  const authorize = new URL(begun.headers.get('location')!);
  const verifier = 'v'.repeat(43);
  const challenge = await crypto.subtle.digest('SHA-256', Buffer.from(verifier));
  authorize.searchParams.set('code_challenge', Buffer.from(challenge).toString('base64url'));
  const callback = new URL(await callbackOf(browser, subject, authorize.href));
  const { clientId, clientSecret } = provider.client;
  const encode = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');
  const answer = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString('base64')}`,
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code')!,
      redirect_uri: `${service.url}/sign-in/callback`,
      code_verifier: verifier,
    }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { access_token: string; id_token: string };
};

const signer = (): Signer => ({ issuer: provider.issuer, audience: API_AUDIENCE, key: provider.key });
const soon = { expires: new Date(Date.now() + 24 * HOUR) };

describe('a token of the authority’s provider', () => {
  test('tells who asks', async () => {
    const { access_token: token } = await tokensOf('amina.adviser');
    const answer = await ask(token);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ subject: 'amina.adviser', name: 'Amina Adviser', grants: [] });
  });

  test('is no id token, though the provider signed that too', async () => {
    const { id_token: idToken } = await tokensOf('amina.adviser');
    expect((await ask(idToken)).status).toBe(401);
  });

  test('is refused once it has run out, whether or not it was seen before', async () => {
    const { access_token: seen } = await tokensOf('amina.adviser');
    const { access_token: unseen } = await tokensOf('amina.adviser');
    expect((await ask(seen)).status).toBe(200);
    service.clock.advance(HOUR + 31_000);
    expect([(await ask(seen)).status, (await ask(unseen)).status]).toEqual([401, 401]);
    service.clock.set(new Date());
  });

  test('is refused from another issuer, and for another audience', async () => {
    expect((await ask(signToken(signer(), 'a', soon))).status).toBe(200);
    expect((await ask(signToken({ ...signer(), issuer: `${service.url}/local-provider` }, 'a', soon))).status).toBe(
      401,
    );
    expect((await ask(signToken({ ...signer(), audience: provider.client.clientId }, 'a', soon))).status).toBe(401);
  });
});

test('there is no provider of the service’s own beside it', async () => {
  const answer = await fetch(`${service.url}/local-provider/.well-known/openid-configuration`);
  expect(answer.status).toBe(404);
});

test('people sign in at it', async () => {
  const browser = new CookieBrowser(service.url);
  const page = await signInAs(browser, 'bob.board');
  expect(await page.text()).toContain('Bob Board');
});

describe('when the provider changes its key', () => {
  test('tokens of the new one are taken, and tokens of the old one no more', async () => {
    const [known, old] = [signToken(signer(), 'known', soon), signToken(signer(), 'old', soon)];
    expect((await ask(known)).status).toBe(200);
    provider.changeKey();
    const fresh = signToken(signer(), 'fresh', soon);
    // Keys are not fetched more often than every half minute, else a made-up name of a key would have us fetch at will.
    expect((await ask(fresh)).status).toBe(401);
    jest.useFakeTimers({ now: Date.now() + 31_000, doNotFake: [...NOT_THE_DATE, ...NOT_TIMERS] });
    expect((await ask(fresh)).status).toBe(200);
    expect((await ask(old)).status).toBe(401);
    // What was verified shortly before is taken for five minutes.
    expect((await ask(known)).status).toBe(200);
    service.clock.advance(5 * 60_000);
    expect((await ask(known)).status).toBe(401);
    jest.useRealTimers();
  });
});
