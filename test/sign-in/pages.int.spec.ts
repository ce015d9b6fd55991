import { cookieName } from '@ehc/identity';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { callbackOf, CookieBrowser, signInAs } from './cookie-browser.js';
import { type SignInService, startSignIn } from './service.js';

const MINUTE = 60_000;
const COOKIE = cookieName(false);

let service: SignInService;
let browser: CookieBrowser;

beforeAll(async () => {
  service = await startSignIn();
});

beforeEach(() => {
  browser = new CookieBrowser(service.url);
});

afterAll(async () => {
  await service.stop();
});

const whoAmI = async (by = browser): Promise<{ subject: string; name: string; csrfToken: string } | number> => {
  const answer = await by.get('/api/who-am-i');
  return answer.ok ? ((await answer.json()) as { subject: string; name: string; csrfToken: string }) : answer.status;
};

const sessionsKept = async (): Promise<number> =>
  Number((await service.database.pool.query(`SELECT count(*) FROM identity.session`)).rows[0].count);

describe('signing in', () => {
  test('leads by the provider to the page that was asked for, and tells who it is', async () => {
    expect(await whoAmI()).toBe(401);
    const page = await signInAs(browser, 'carol.caseworker', '/sign-in?returnTo=/who-am-i%3Fx%3D1');
    expect(page.url).toBe(`${service.url}/who-am-i?x=1`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.text()).toContain('<strong>Carol Caseworker</strong>');
    expect(await whoAmI()).toMatchObject({ subject: 'carol.caseworker', name: 'Carol Caseworker' });
  });

  test('is asked for by a page that needs it', async () => {
    const answer = await browser.get('/who-am-i');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?returnTo=/who-am-i']);
  });

  test('gives the session a new name, so that nobody who knew the old one is signed in', async () => {
    const callback = await callbackOf(browser, 'carol.caseworker');
    const before = browser.cookie(COOKIE);
    expect(before).toBeDefined();
    await browser.get(callback);
    const after = browser.cookie(COOKIE);
    expect(after).not.toBe(before);
    const other = new CookieBrowser(service.url);
    other.setCookie(COOKIE, before!);
    expect(await whoAmI(other)).toBe(401);
    expect(await whoAmI()).toMatchObject({ subject: 'carol.caseworker' });
  });

  test('takes no name of a session that it did not give', async () => {
    browser.setCookie(COOKIE, 's%3Amine.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    await signInAs(browser, 'carol.caseworker');
    expect(browser.cookie(COOKIE)).not.toContain('mine');
    expect(await whoAmI()).toMatchObject({ subject: 'carol.caseworker' });
  });

  test('may go on in two windows at once', async () => {
    const first = await callbackOf(browser, 'carol.caseworker', '/sign-in?returnTo=/who-am-i?first');
    const second = await callbackOf(browser, 'carol.caseworker', '/sign-in?returnTo=/who-am-i?second');
    const answer = await browser.get(first);
    expect(answer.headers.get('location')).toBe('/who-am-i?first');
    // The session has a new name, which knows nothing of what the old one began.
    expect((await browser.get(second)).status).toBe(400);
    expect(await whoAmI()).toMatchObject({ subject: 'carol.caseworker' });
  });

  test('keeps in the database no name of a session, but its digest', async () => {
    await signInAs(browser, 'carol.caseworker');
    const name = decodeURIComponent(browser.cookie(COOKIE)!).slice(2).split('.')[0]!;
    const { rows } = await service.database.pool.query(`SELECT * FROM identity.session`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(name);
  });

  test('writes no token, code, state or cookie into the log', async () => {
    const callback = await callbackOf(browser, 'carol.caseworker');
    await browser.get(callback);
    const query = new URL(callback).searchParams;
    const log = service.log();
    expect(log).toContain('/sign-in/callback');
    for (const secret of [query.get('code'), query.get('state'), browser.cookie(COOKIE)!.slice(4, 20), 'eyJ']) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('an answer of the provider is refused', () => {
  const refused = async (address: string): Promise<void> => {
    const answer = await browser.get(address);
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain('You are not signed in');
    expect(text).not.toMatch(/OAUTH|invalid_grant|evil/);
    expect(await whoAmI()).toBe(401);
  };

  test('that came before', async () => {
    const callback = await callbackOf(browser, 'carol.caseworker');
    await browser.get(callback);
    const again = await browser.get(callback);
    expect(again.status).toBe(400);
    // Whoever was signed in stays so.
    expect(await whoAmI()).toMatchObject({ subject: 'carol.caseworker' });
  });

  test('that comes twice at once', async () => {
    const callback = await callbackOf(browser, 'carol.caseworker');
    const statuses = await Promise.all([browser.get(callback), browser.get(callback)]);
    expect(statuses.map(({ status }) => status).toSorted()).toEqual([303, 400]);
  });

  test('after another one to the same question', async () => {
    const callback = await callbackOf(browser, 'carol.caseworker');
    const wrong = new URL(callback);
    wrong.searchParams.set('error', 'access_denied');
    await refused(wrong.href);
    await refused(callback);
  });

  test('in a browser that did not ask', async () => {
    const callback = await callbackOf(new CookieBrowser(service.url), 'carol.caseworker');
    await refused(callback);
  });

  test('with the state of another attempt', async () => {
    const first = new URL(await callbackOf(browser, 'carol.caseworker'));
    const second = new URL(await callbackOf(browser, 'carol.caseworker'));
    // The nonce in the id token, and the proof of the code, are those of the attempt that it answers.
    first.searchParams.set('state', second.searchParams.get('state')!);
    await refused(first.href);
  });

  test('with a nonce of another attempt', async () => {
    const asked = await browser.get('/sign-in');
    const authorize = new URL(asked.headers.get('location')!);
    authorize.searchParams.set('nonce', 'replayed');
    await refused(await callbackOf(browser, 'carol.caseworker', authorize.href));
  });

  test('whose code was asked for with the proof of another attempt', async () => {
    const asked = await browser.get('/sign-in');
    const authorize = new URL(asked.headers.get('location')!);
    authorize.searchParams.set('code_challenge', 'A'.repeat(43));
    await refused(await callbackOf(browser, 'carol.caseworker', authorize.href));
  });

  test.each([
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['another state', (url: URL) => url.searchParams.set('state', 'evil')],
    ['two states', (url: URL) => url.searchParams.append('state', 'evil')],
    ['another code', (url: URL) => url.searchParams.set('code', 'evil')],
    ['no code', (url: URL) => url.searchParams.delete('code')],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
    ['no issuer', (url: URL) => url.searchParams.delete('iss')],
    ['an error', (url: URL) => url.searchParams.set('error', 'evil<script>')],
  ])('with %s', async (_what, spoil) => {
    const url = new URL(await callbackOf(browser, 'carol.caseworker'));
    spoil(url);
    await refused(url.href);
    expect(service.log()).not.toContain('evil');
  });
});

describe('after signing in nobody is led away', () => {
  test.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\\/evil.example',
    'https:evil.example',
    'https://evil.example',
    'HTTPS://evil.example/who-am-i',
    '//evil.example@127.0.0.1',
    'javascript:alert(1)',
    'data:text/html,x',
    ' //evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    '/who-am-i\r\nSet-Cookie: x=1',
    'who-am-i',
    '',
    'http://127.0.0.1@evil.example/',
    `/${'x'.repeat(3000)}`,
  ])('by %j', async (returnTo) => {
    const answer = await browser.get(`/sign-in?${new URLSearchParams({ returnTo })}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(await answer.text()).not.toContain('evil');
  });

  test('by two at once', async () => {
    expect((await browser.get('/sign-in?returnTo=/who-am-i&returnTo=//evil.example')).status).toBe(400);
  });

  test.each([
    ['/%2Fevil.example', '/%2Fevil.example'],
    ['/%5Cevil.example', '/%5Cevil.example'],
    ['/who-am-i?next=//evil.example#//x', '/who-am-i?next=//evil.example#//x'],
    ['/a/../who-am-i', '/who-am-i'],
  ])('%s is a page of ours', async (returnTo, location) => {
    const callback = await callbackOf(browser, 'carol.caseworker', `/sign-in?${new URLSearchParams({ returnTo })}`);
    expect((await browser.get(callback)).headers.get('location')).toBe(location);
  });

  test('by another name of ours', async () => {
    const { port } = new URL(service.url);
    const answer = await fetch(`http://localhost:${port}/sign-in?returnTo=/who-am-i`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(`${service.url}/sign-in?returnTo=%2Fwho-am-i`);
  });
});

describe('a session', () => {
  test('ends after half an hour without a request, and not before', async () => {
    await signInAs(browser, 'carol.caseworker');
    for (let time = 0; time < 3; time += 1) {
      service.clock.advance(29 * MINUTE);
      expect(await whoAmI()).toMatchObject({ subject: 'carol.caseworker' });
    }
    service.clock.advance(30 * MINUTE);
    expect(await whoAmI()).toBe(401);
  });

  test('ends after eight hours, however busy it is', async () => {
    await signInAs(browser, 'carol.caseworker');
    for (let time = 0; time < 8 * 60 - 20; time += 20) {
      service.clock.advance(20 * MINUTE);
      expect(await whoAmI()).toMatchObject({ subject: 'carol.caseworker' });
    }
    service.clock.advance(20 * MINUTE);
    expect(await whoAmI()).toBe(401);
    const page = await browser.get('/who-am-i');
    expect(page.headers.get('location')).toBe('/sign-in?returnTo=/who-am-i');
  });

  test('that has ended is not kept for ever', async () => {
    await signInAs(browser, 'carol.caseworker');
    service.clock.advance(31 * MINUTE);
    await signInAs(new CookieBrowser(service.url), 'tom.team-manager');
    expect(await sessionsKept()).toBe(1);
  });

  test('is not revived by a request that was under way when it ended', async () => {
    await signInAs(browser, 'carol.caseworker');
    const { csrfToken } = (await whoAmI()) as { csrfToken: string };
    service.clock.advance(2 * MINUTE);
    const before = await sessionsKept();
    await Promise.all([browser.post('/sign-out', { _csrf: csrfToken }), ...Array.from({ length: 20 }, () => whoAmI())]);
    expect(await sessionsKept()).toBe(before - 1);
  });

  test('has a cookie that no script can read, and that goes with the browser', async () => {
    const answer = await browser.get('/sign-in');
    expect(answer.headers.get('set-cookie')).toMatch(
      new RegExp(`^${COOKIE}=s%3A[\\w.%-]+; Path=/; HttpOnly; SameSite=Lax$`),
    );
  });
});

describe('signing out', () => {
  test('ends the session here and at the provider', async () => {
    await signInAs(browser, 'carol.caseworker');
    const cookie = browser.cookie(COOKIE)!;
    const { csrfToken } = (await whoAmI()) as { csrfToken: string };
    const answer = await browser.post('/sign-out', { _csrf: csrfToken });
    const atProvider = new URL(answer.headers.get('location')!);
    expect(atProvider.href.split('?')[0]).toBe(`${service.url}/local-provider/session/end`);
    expect(browser.cookie(COOKIE)).toBeUndefined();
    expect(await whoAmI()).toBe(401);
    const thief = new CookieBrowser(service.url);
    thief.setCookie(COOKIE, cookie);
    expect(await whoAmI(thief)).toBe(401);

    const question = await (await browser.get(atProvider.href)).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(question)![1]!;
    const end = await browser.post('/local-provider/session/end/confirm', { xsrf, logout: 'yes' });
    expect(end.headers.get('location')).toBe(`${service.url}/signed-out`);
    // The provider knows nobody any more, and asks again.
    const list = await browser.follow(await browser.get('/sign-in'));
    expect(await list.text()).toContain('Who are you?');
  });

  test('without a session says that it is done', async () => {
    const answer = await browser.post('/sign-out');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/signed-out']);
    expect(await (await browser.get('/signed-out')).text()).toContain('You are signed out');
  });

  test('is not done by a link', async () => {
    await signInAs(browser, 'carol.caseworker');
    expect((await browser.get('/sign-out')).status).toBe(404);
    expect(await whoAmI()).toMatchObject({ subject: 'carol.caseworker' });
  });
});

test.each(['x-forwarded-for', 'forwarded'])(
  'through a proxy (%s) nobody signs in at the local provider',
  async (header) => {
    const answer = await browser.get('/local-provider/.well-known/openid-configuration', { [header]: '192.0.2.1' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ type: 'urn:ehc:problem:development-only' });
  },
);

test('a name is text on the page, whatever is in it', async () => {
  const { rowCount } = await service.database.pool.query('SELECT 1 FROM identity.session LIMIT 1');
  expect(rowCount).toBe(1);
  await signInAs(browser, 'carol.caseworker');
  await service.database.pool.query(
    `UPDATE identity.session SET content = jsonb_set(content, '{person,name}', '"<script>alert(1)</script>"')`,
  );
  const text = await (await browser.get('/who-am-i')).text();
  expect(text).toContain('&lt;script&gt;');
  expect(text).not.toContain('<script>');
});
