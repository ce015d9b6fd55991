import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { EhcInFolder } from '../harness/ehc.js';
import { openBrowser } from '../harness/open-browser.js';

// The page of the API in a real browser, under the content security policy of every page.

const ehc = new EhcInFolder();
let url: string;
let browser: Browser;
let page: Page;
/** What the browser complained of, and whatever it asked of anybody else. */
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
  url = await ehc.start('--no-demo');
  // Installing the browser may take minutes.
}, 900_000);

beforeEach(async () => {
  page = await browser.newPage({ baseURL: url });
  complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
});

afterEach(() => page.close());

afterAll(async () => {
  await browser?.close();
  await ehc.remove();
});

test('shows every route, and a route can be tried', async () => {
  await page.goto('/docs');
  const route = page.locator('.opblock', { hasText: '/api/clock/rules' });
  await route.getByRole('button').first().click();
  await route.getByRole('button', { name: 'Try it out' }).click();
  await route.getByRole('button', { name: 'Execute' }).click();
  await route.locator('.live-responses-table .response .response-col_status', { hasText: '200' }).waitFor();
  expect(await route.locator('.live-responses-table').innerText()).toContain('A1_DECIDE_ASSESS_6W');

  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: Record<string, object> };
  const described = Object.values(paths).flatMap((operations) => Object.keys(operations)).length;
  expect(await page.locator('.opblock').count()).toBe(described);
  expect(complaints).toEqual([]);
});

/** What somebody would do who got something of their own into the page. */
const PLANT = `(async () => {
  const script = document.createElement('script');
  script.textContent = 'globalThis.planted = true';
  const picture = document.createElement('img');
  picture.setAttribute('onerror', 'globalThis.planted = true');
  picture.src = 'https://elsewhere.test/picture.png';
  document.body.append(script, picture);
  await fetch('https://elsewhere.test/').catch(() => undefined);
  return 'planted' in globalThis;
})()`;

test('runs no script that it did not bring, and sends nothing elsewhere', async () => {
  await page.goto('/docs');
  await page.locator('.opblock').first().waitFor();
  expect(complaints).toEqual([]);
  const ran = await page.evaluate(PLANT);
  expect(ran).toBe(false);
  const blocked = complaints.filter((text) => text.includes('Content Security Policy')).join('\n');
  for (const directive of ['script-src', 'img-src', 'connect-src']) expect(blocked).toContain(directive);
});
