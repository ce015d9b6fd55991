import { describe, expect, jest, test } from '@jest/globals';
import { SettableClock } from '@ehc/platform';
import { createLocalJWKSet, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { makeKey } from '../../../../test/harness/sign-in.js';
import { type AccessTokenRules, accessTokenReader, IssuerUnavailable, TokenRefused } from './read-access-token.js';

const issuer = 'https://provider.test';
const audience = 'urn:ehc:api';
const NOW = '2026-11-02T12:00:00Z';
const own = makeKey('own');
const other = makeKey('other');
const localKeys = (...keys: (typeof own)[]) =>
  createLocalJWKSet({ keys: keys.map(({ publicKey }) => publicKey as { kty: string }) });

const reader = (rules: Partial<AccessTokenRules> = {}) =>
  accessTokenReader({ issuer, audience, keys: localKeys(own), clock: new SettableClock(NOW), ...rules });

const seconds = (instant: string): number => Date.parse(instant) / 1000;
const GOOD: JWTPayload = {
  iss: issuer,
  aud: audience,
  sub: 'carol',
  name: 'Carol',
  exp: seconds('2026-11-02T13:00:00Z'),
};

const signed = (
  { claims = {}, header = {}, by = own }: { claims?: JWTPayload; header?: object; by?: typeof own } = {},
  secret?: Uint8Array,
): Promise<string> =>
  new SignJWT({ ...GOOD, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: by.key.kid, ...header })
    .sign(secret ?? createPrivateKey({ key: by.key, format: 'jwk' }));

test('a good token tells who asks', async () => {
  expect(await reader()(await signed())).toEqual({ subject: 'carol', name: 'Carol' });
  expect(await reader()(await signed({ claims: { name: undefined } }))).toEqual({ subject: 'carol', name: 'carol' });
  expect(await reader()(await signed({ claims: { aud: ['urn:other', audience] } }))).toMatchObject({
    subject: 'carol',
  });
  expect(await reader()(await signed({ header: { typ: 'application/at+jwt' } }))).toMatchObject({ subject: 'carol' });
});

describe('a token is refused that', () => {
  const publicPem = createPublicKey({ key: own.publicKey, format: 'jwk' }).export({ format: 'pem', type: 'spki' });
  const publicJwk = JSON.stringify(own.publicKey);
  const hs256 = { alg: 'HS256' };
  const changed = async () => {
    const [header, , signature] = (await signed()).split('.');
    const claims = Buffer.from(JSON.stringify({ ...GOOD, sub: 'adam' })).toString('base64url');
    return `${header}.${claims}.${signature}`;
  };

  test.each<[string, () => string | Promise<string>]>([
    ['has run out', () => signed({ claims: { exp: seconds('2026-11-02T11:59:29Z') } })],
    ['never runs out', () => signed({ claims: { exp: undefined } })],
    ['runs out at no number', () => signed({ claims: { exp: '9999999999' as unknown as number } })],
    ['is not valid yet', () => signed({ claims: { nbf: seconds('2026-11-02T12:00:31Z') } })],
    ['is for somebody else', () => signed({ claims: { aud: 'urn:other' } })],
    ['is for nobody', () => signed({ claims: { aud: undefined } })],
    ['is for some of our audience', () => signed({ claims: { aud: 'urn:ehc' } })],
    ['is from another issuer', () => signed({ claims: { iss: 'https://provider.test.evil.example' } })],
    ['is from our issuer with a slash', () => signed({ claims: { iss: `${issuer}/` } })],
    ['names nobody', () => signed({ claims: { sub: undefined } })],
    ['names an empty subject', () => signed({ claims: { sub: '' } })],
    ['names a subject that is no text', () => signed({ claims: { sub: 7 as unknown as string } })],
    ['names an endless subject', () => signed({ claims: { sub: 'x'.repeat(256) } })],
    ['is signed with another key', () => signed({ by: other })],
    ['is signed with another key under our key’s name', () => signed({ by: other, header: { kid: 'own' } })],
    [
      'brings its own key',
      () => signed({ by: other, header: { kid: 'own', jwk: other.publicKey, jku: 'https://evil.example/jwks' } }),
    ],
    ['is not signed', () => new UnsecuredJWT(GOOD).encode()],
    ['is not signed, and says that it is', async () => `${(await signed()).split('.').slice(0, 2).join('.')}.`],
    ['says alg none in other letters', async () => withHeader(await signed(), { alg: 'nOnE', typ: 'at+jwt' })],
    ['is signed with HMAC by our public key', () => signed({ header: hs256 }, Buffer.from(publicPem))],
    ['is signed with HMAC by our public JWK', () => signed({ header: hs256 }, Buffer.from(publicJwk))],
    ['was changed', changed],
    ['asks for what nobody knows', async () => withHeader(await signed(), { alg: 'ES256', crit: ['x'], x: 1 })],
    ['is an id token', () => signed({ header: { typ: 'JWT' } })],
    ['is of no type', () => signed({ header: { typ: undefined } })],
    ['is a logout token', () => signed({ header: { typ: 'logout+jwt' } })],
    ['is no token', () => 'no.token.at-all'],
    ['is empty', () => ''],
  ])('%s', async (_what, make) => {
    const refused = reader()(await make());
    await expect(refused).rejects.toThrow(TokenRefused);
    await expect(refused).rejects.not.toThrow(/carol|eyJ/);
  });
});

const withHeader = (token: string, header: object): string =>
  [Buffer.from(JSON.stringify(header)).toString('base64url'), ...token.split('.').slice(1)].join('.');

test('clocks may differ by half a minute', async () => {
  const read = reader();
  expect(await read(await signed({ claims: { exp: seconds('2026-11-02T11:59:31Z') } }))).toBeDefined();
  expect(await read(await signed({ claims: { nbf: seconds('2026-11-02T12:00:30Z') } }))).toBeDefined();
});

describe('where the provider does not mark access tokens', () => {
  const read = reader({ type: 'jwt' });

  test.each([undefined, 'JWT', 'jwt', 'at+jwt'])('type %s is taken', async (typ) => {
    expect(await read(await signed({ header: { typ } }))).toMatchObject({ subject: 'carol' });
  });

  test.each(['nonce', 'at_hash', 'c_hash', 's_hash'])('a token with %s is an id token', async (claim) => {
    await expect(read(await signed({ claims: { [claim]: 'x' }, header: { typ: 'JWT' } }))).rejects.toThrow(
      TokenRefused,
    );
  });

  test.each(['logout+jwt', 'dpop+jwt', 'token-introspection+jwt'])('type %s is refused', async (typ) => {
    await expect(read(await signed({ header: { typ } }))).rejects.toThrow(TokenRefused);
  });
});

describe('a token that is known', () => {
  test('costs no second verification, and ends when it runs out', async () => {
    const clock = new SettableClock(NOW);
    const keys = jest.fn(localKeys(own));
    const read = reader({ keys, clock });
    const token = await signed({ claims: { exp: seconds('2026-11-02T12:02:00Z') } });
    for (let time = 0; time < 5; time += 1) expect(await read(token)).toMatchObject({ subject: 'carol' });
    expect(keys).toHaveBeenCalledTimes(1);
    clock.set('2026-11-02T12:02:29Z');
    expect(await read(token)).toBeDefined();
    clock.set('2026-11-02T12:02:30Z');
    await expect(read(token)).rejects.toThrow(TokenRefused);
  });

  test('is not taken for another one, and is verified anew after five minutes', async () => {
    const clock = new SettableClock(NOW);
    let known = localKeys(own);
    const read = reader({ keys: (header, token) => known(header, token), clock });
    const token = await signed();
    expect(await read(token)).toBeDefined();
    await expect(read(`${token}A`)).rejects.toThrow(TokenRefused);
    known = localKeys(other);
    clock.advance(5 * 60_000 - 1);
    expect(await read(token)).toBeDefined();
    clock.advance(1);
    await expect(read(token)).rejects.toThrow(TokenRefused);
  });
});

test('where the keys cannot be fetched, it is not the token that is blamed', async () => {
  const keys = () => Promise.reject(new TypeError('fetch failed'));
  await expect(reader({ keys })(await signed())).rejects.toThrow(IssuerUnavailable);
});
