import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Echo, startEcho } from './test/start-echo.js';

let echo: Echo;

beforeAll(async () => {
  const behindAProxy = [
    (request: { app: { set(name: string, value: unknown): void } }, _: unknown, next: () => void) => {
      request.app.set('trust proxy', 'loopback');
      next();
    },
  ];
  echo = await startEcho({ formTargets: ['https://provider.test'], beforeBody: behindAProxy as never });
});
afterAll(() => echo.stop());

const headersOf = async (path: string, init?: RequestInit): Promise<Record<string, string>> =>
  Object.fromEntries((await fetch(`${echo.address}${path}`, init)).headers);

/** Scripts, styles and pictures of ours, and forms that lead to us or the provider. */
const OF_A_PAGE =
  /^default-src 'none';script-src 'nonce-[\w+/=]{24}';style-src 'nonce-[\w+/=]{24}';img-src 'self' data:;font-src 'self';connect-src 'self';form-action 'self' https:\/\/provider\.test;frame-ancestors 'none';base-uri 'none'$/;
/** Nothing. */
const OF_THE_API = /^default-src 'none';form-action 'none';frame-ancestors 'none';base-uri 'none'$/;

test.each([
  ['a page', '/page', {}, OF_A_PAGE],
  [
    'an answer',
    '/api/echo',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
    OF_THE_API,
  ],
  ['a refusal', '/nothing', {}, OF_A_PAGE],
])(
  '%s may be kept by nobody, framed by nobody, and run and load nothing of others',
  async (_what, path, init, policy) => {
    const headers = await headersOf(path, init);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(policy),
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=(), '),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    for (const name of ['x-powered-by', 'server', 'etag', 'access-control-allow-origin']) {
      expect(headers).not.toHaveProperty(name);
    }
  },
);

test('each answer has a nonce of its own, which its page knows', async () => {
  const nonces = new Set<string>();
  for (let time = 0; time < 20; time += 1) {
    const answer = await fetch(`${echo.address}/page`);
    const [, nonce] = /nonce="([^"]+)"/.exec(await answer.text())!;
    expect(answer.headers.get('content-security-policy')).toContain(`script-src 'nonce-${nonce}'`);
    nonces.add(nonce!);
  }
  expect(nonces.size).toBe(20);
});

test('HTTPS is insisted on where it was used, and only there', async () => {
  expect(await headersOf('/page')).not.toHaveProperty('strict-transport-security');
  expect(await headersOf('/page', { headers: { 'x-forwarded-proto': 'https' } })).toMatchObject({
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
  });
});
