import { connectPostgres } from '@ehc/platform';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import pg from 'pg';
import { EhcInFolder } from '../harness/ehc.js';
import { openBrowser } from '../harness/open-browser.js';

// Signing in and out as people do, in a real browser, at the provider that comes with the service.
const ehc = new EhcInFolder();
let url: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  url = await ehc.start('--no-demo');
  // Installing the browser may take minutes.
}, 900_000);

beforeEach(async () => {
  context = await browser.newContext({ baseURL: url });
  page = await context.newPage();
});

afterEach(async () => {
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  await ehc.remove();
});

const signIn = async (name: string): Promise<void> => {
  await page.goto('/who-am-i');
  await page.getByRole('button', { name }).click();
  await page.waitForURL(`${url}/who-am-i`);
};

const heading = (): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();

test('somebody signs in, sees who they are, and signs out here and at the provider', async () => {
  await page.goto('/who-am-i');
  expect(page.url()).toContain('/local-provider/choose/');
  expect(await heading()).toBe('Who are you?');
  expect(await page.getByRole('button').allInnerTexts()).toHaveLength(8);
  await page.getByRole('button', { name: 'Carol Caseworker' }).click();
  await page.waitForURL(`${url}/who-am-i`);
  expect(await page.getByRole('main').innerText()).toContain('signed in as Carol Caseworker (carol.caseworker)');

  const cookie = (await context.cookies()).find(({ name }) => name.startsWith('ehc-session'));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', expires: -1 });

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign out' }).click();
  await page.waitForURL(`${url}/signed-out`);
  expect(await heading()).toBe('You are signed out');

  // Going back shows nothing, and the provider asks again who it is.
  await page.goto('/who-am-i');
  expect(await heading()).toBe('Who are you?');
});

test('with the keyboard alone', async () => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Carol Caseworker' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/who-am-i`);
  expect(await page.getByRole('main').innerText()).toContain('Tom Team-Manager');
});

test('a session that nobody used for half an hour has ended, and the provider is asked anew', async () => {
  await signIn('Bob Board');
  await inDatabase(`UPDATE identity.session SET seen_at = seen_at - interval '29 minutes'`);
  await page.reload();
  expect(await page.getByRole('main').innerText()).toContain('Bob Board');
  await inDatabase(`UPDATE identity.session SET seen_at = seen_at - interval '30 minutes'`);
  const answer = page.waitForResponse((response) => response.url().startsWith(`${url}/local-provider/auth`));
  await page.reload();
  await answer;
  // The provider still knows him, so he is back without being asked.
  await page.waitForURL(`${url}/who-am-i`);
});

test('a form in a page of somebody else changes nothing, though it knows the token', async () => {
  await signIn('Amina Adviser');
  const { csrfToken } = (await (await page.request.get('/api/who-am-i')).json()) as { csrfToken: string };
  const trap = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(
      `<form method="post" action="${url}/sign-out"><input name="_csrf" value="${csrfToken}"><button>Win</button></form>`,
    );
  });
  await new Promise<void>((resolve) => trap.listen(0, resolve));
  const { port } = trap.address() as AddressInfo;
  const stranger = await context.newPage();
  try {
    // To a browser another port is the same site: it sends the cookie, and says so. Another name is not: it sends none.
    for (const [host, lead] of [
      ['127.0.0.1', '/sign-out'],
      ['localhost', '/signed-out'],
    ] as const) {
      await stranger.goto(`http://${host}:${port}`);
      await Promise.all([stranger.waitForURL(url + lead), stranger.getByRole('button').click()]);
      if (host === '127.0.0.1') expect(await stranger.content()).toContain('forged-request');
      await page.reload();
      expect(await page.getByRole('main').innerText()).toContain('Amina Adviser');
    }
  } finally {
    trap.closeAllConnections();
    trap.close();
  }
});

const inDatabase = async (sql: string): Promise<void> => {
  const postgres = await connectPostgres({ dataDir: ehc.dataDir, env: {} });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(sql);
  await client.end();
  await postgres.stop();
};
