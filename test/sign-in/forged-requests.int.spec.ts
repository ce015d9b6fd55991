import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CookieBrowser, signInAs } from './cookie-browser.js';
import { type SignInService, startSignIn } from './service.js';
import { tokenIn } from '../harness/sign-in.js';

let service: SignInService;
let browser: CookieBrowser;
let csrfToken: string;

beforeAll(async () => {
  service = await startSignIn();
});

beforeEach(async () => {
  browser = new CookieBrowser(service.url);
  await signInAs(browser, 'carol.caseworker');
  csrfToken = await tokenOf(browser);
});

afterAll(async () => {
  await service.stop();
});

const tokenOf = async (by: CookieBrowser): Promise<string> =>
  ((await (await by.get('/api/who-am-i')).json()) as { csrfToken: string }).csrfToken;

const make = (headers: Record<string, string>, body: object = { size: 1 }): Promise<Response> =>
  browser.send('/api/things', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

const isSignedIn = async (): Promise<boolean> => (await browser.get('/api/who-am-i')).ok;

test('what changes something must bring the token of its session', async () => {
  const answer = await make({ 'x-csrf-token': csrfToken });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual({ by: 'carol.caseworker', body: { size: 1 } });
});

test('or bring it in a field, which goes no further', async () => {
  const answer = await make({}, { size: 1, _csrf: csrfToken });
  expect(await answer.json()).toEqual({ by: 'carol.caseworker', body: { size: 1 } });
});

test.each<[string, () => Record<string, string> | Promise<Record<string, string>>]>([
  ['no token', () => ({})],
  ['an empty token', () => ({ 'x-csrf-token': '' })],
  ['a made-up token', () => ({ 'x-csrf-token': 'f'.repeat(64) })],
  ['part of the token', () => ({ 'x-csrf-token': csrfToken.slice(0, -1) })],
  [
    'the token of somebody else’s session',
    async () => {
      const other = new CookieBrowser(service.url);
      await signInAs(other, 'tom.team-manager');
      return { 'x-csrf-token': await tokenOf(other) };
    },
  ],
])('%s is refused', async (_what, headers) => {
  const answer = await make(await headers());
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ type: 'urn:ehc:problem:csrf-token-wrong' });
});

test.each(['/sign-out', '/sign-in/callback', '/nowhere'])('without a token nothing is taken at %s', async (path) => {
  const answer = await browser.post(path);
  expect(answer.status).toBe(403);
  expect(await isSignedIn()).toBe(true);
});

test.each(['cross-site', 'same-site', 'anything'])('from a page that is %s nothing is taken', async (site) => {
  const answer = await make({ 'x-csrf-token': csrfToken, 'sec-fetch-site': site });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ type: 'urn:ehc:problem:forged-request' });
  expect((await browser.post('/sign-out', { _csrf: csrfToken }, { 'sec-fetch-site': site })).status).toBe(403);
  expect(await isSignedIn()).toBe(true);
});

test.each(['same-origin', 'none'])('from a page that is %s it is', async (site) => {
  expect((await make({ 'x-csrf-token': csrfToken, 'sec-fetch-site': site })).status).toBe(201);
});

test('a token of an earlier session does not do for a later one', async () => {
  await browser.post('/sign-out', { _csrf: csrfToken });
  await signInAs(browser, 'carol.caseworker');
  expect((await make({ 'x-csrf-token': csrfToken })).status).toBe(403);
});

test('a bearer token, which no browser sends by itself, needs none, and goes before a session', async () => {
  const headers = { authorization: `Bearer ${tokenIn(service.dataDir, 'ana.analyst')}` };
  const answer = await make({ ...headers, 'sec-fetch-site': 'cross-site' });
  expect(await answer.json()).toMatchObject({ by: 'ana.analyst' });
});

test('a bearer token that is not good is no way round', async () => {
  expect((await make({ authorization: 'Bearer x' })).status).toBe(401);
  expect((await make({ authorization: 'Basic x' })).status).toBe(403);
});

test('a form sent to the API is refused before anything is looked at', async () => {
  const answer = await browser.post('/api/things', { _csrf: csrfToken, size: '1' });
  expect(answer.status).toBe(415);
});
