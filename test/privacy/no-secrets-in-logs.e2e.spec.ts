import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { EhcInFolder } from '../harness/ehc.js';
import { openBrowser } from '../harness/open-browser.js';
import { upn } from './planted-return.js';
import { filesBelow, formsOf } from './where-words-lie.js';

// A whole run of the service: people sign in and out, record, search, are refused and mistake themselves. Then every log
// is searched for all that was secret in it, and for whom it was about.

const ehc = new EhcInFolder({ keepsLog: true });
const CHILD = { surname: 'Quorvexleylom', forename: 'Zanthibellune', upn: upn('892770134057') };
const NOTE = 'Brought by hand by the grandmother, Trevanionette';

let url: string;
let browser: Browser;
/** What may be in no log, by what it is. */
const secret = new Map<string, string>();

const keep = (what: string, value: string | undefined): void => {
  // Less than this is found anywhere by chance.
  if (value === undefined || value.length < 8) throw new Error(`There is no ${what}.`);
  secret.set(what, value);
};

const textIn = (...path: string[]): string => readFileSync(join(ehc.dataDir, ...path), 'utf8').trim();

beforeAll(async () => {
  browser = await openBrowser();
  await ehc.give('carol.caseworker', 'team_manager', '999');
  url = await ehc.start('--no-demo');
  // Installing the browser may take minutes.
}, 900_000);

afterAll(async () => {
  await browser?.close();
  await ehc.remove();
});

const ask = async (token: string, path: string, body?: object): Promise<number> => {
  const { status } = await fetch(`${url}${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${token}`, 'x-ehc-authority': '999', 'content-type': 'application/json' },
  });
  return status;
};

test('no log of a whole run holds a token, a key, a cookie, a password or a name', async () => {
  const { stdout } = await ehc.run('token', 'carol.caseworker');
  const token = stdout.trim();
  keep('access token', token);
  keep('signature of the access token', token.split('.')[2]);
  keep('claims of the access token', token.split('.')[1]);

  const request = { happenedOn: '2024-03-04', newChild: { ...CHILD, birthDate: '2016-05-17' }, note: NOTE };
  expect(await ask(token, '/api/casework/requests', request)).toBe(201);
  expect(await ask(token, '/api/casework/search', { name: CHILD.surname })).toBe(200);
  expect(await ask(token, '/api/casework/requests', { ...request, happenedOn: CHILD.surname })).toBe(400);
  expect(await ask(token, `/api/casework/search?name=${CHILD.surname}`, { name: [CHILD.forename] })).toBe(400);
  expect(await ask(`${token.slice(0, -20)}${'A'.repeat(20)}`, '/api/casework/worklist')).toBe(401);
  expect(await ask(token, `/api/timeliness/measures?authority=999&period=${CHILD.surname}`)).toBe(400);
  // Somebody takes a name for an id.
  expect(await ask(token, `/api/casework/cases/${CHILD.surname}`)).toBe(404);
  expect(await ask(token, `/api/casework/cases/${CHILD.surname}/family-consulted`, { happenedOn: '2024-03-05' })).toBe(
    404,
  );
  expect(await ask(token, `/api/${CHILD.surname}/${CHILD.forename}?${CHILD.surname}=${CHILD.forename}`)).toBe(404);
  expect(await ask(token, `/api/casework/cases/${CHILD.surname}%00`)).toBe(400);
  for (const [what, value] of Object.entries(CHILD)) keep(what, value);
  keep('word of a note', 'Trevanionette');

  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  page.on('request', (asked) => {
    for (const name of ['code', 'state', 'nonce', 'code_challenge', 'id_token_hint']) {
      const value = new URL(asked.url()).searchParams.get(name);
      if (value) keep(`${name} ${value.slice(0, 4)}`, value);
    }
  });
  await page.goto('/who-am-i');
  await page.getByRole('button', { name: 'Carol Caseworker' }).click();
  await page.waitForURL(`${url}/who-am-i`);
  keep('name of somebody who signed in', 'Carol Caseworker');
  for (const { name, value } of await context.cookies()) keep(`cookie ${name}`, decodeURIComponent(value));
  for (const field of await page.locator('input[type=hidden]').all()) {
    keep(`hidden field ${await field.getAttribute('name')}`, await field.inputValue());
  }
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign out' }).click();
  await page.waitForURL(`${url}/signed-out`);
  await context.close();
  expect([...secret.keys()].filter((what) => /^(code|state) /.test(what)).length).toBeGreaterThanOrEqual(2);

  keep('secret of the sessions', textIn('session.secret'));
  keep('password of the database', textIn('postgres.password'));
  keep('signing key of the provider', (JSON.parse(textIn('local-provider', 'key.json')) as { d: string }).d);
  const masterKey = readFileSync(join(ehc.dataDir, 'keys', 'master.key'));
  keep('master key', masterKey.length === 32 ? masterKey.toString('base64') : masterKey.toString('utf8').trim());

  expect(await ehc.stop()).toBe(0);
  const written = ehc.log.join('\n');
  const logs = new Map([
    ['what the service wrote', Buffer.from(written)],
    ...filesBelow(ehc.dataDir)
      .filter((file) => file.endsWith('.log'))
      .map((file) => [file, readFileSync(file)] as const),
  ]);
  expect(written).toContain('/api/casework/requests');
  expect(logs.size).toBeGreaterThanOrEqual(2);
  const found = [...secret].flatMap(([what, value]) =>
    [...logs].flatMap(([log, bytes]) =>
      formsOf(value).some((form) => bytes.includes(form)) ? [`${what} in ${log}`] : [],
    ),
  );
  expect(found).toEqual([]);
}, 300_000);
