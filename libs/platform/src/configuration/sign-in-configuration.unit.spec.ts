import { describe, expect, test } from '@jest/globals';
import { readConfiguration } from './read-configuration.js';

const provider = {
  EHC_ISSUER: 'https://login.example.gov.uk/tenant/v2.0',
  EHC_CLIENT_ID: 'pages',
  EHC_CLIENT_SECRET: 'hidden-secret',
  EHC_PUBLIC_URL: 'https://ehc.example.gov.uk/',
};
const read = (env: Record<string, string>) => readConfiguration(env).signIn;
const problems = (env: Record<string, string>): string => {
  try {
    readConfiguration(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test('nothing set means the provider for development', () => {
  expect(read({}).provider).toBeUndefined();
});

test('a provider of the authority’s own', () => {
  expect(
    read({
      ...provider,
      EHC_AUDIENCE: 'api://ehc',
      EHC_TRUSTED_PROXY: '10.0.0.0/8, 192.0.2.7,::1',
      EHC_SESSION_IDLE_MINUTES: '15',
      EHC_SESSION_HOURS: '10',
    }),
  ).toEqual({
    provider: {
      issuer: 'https://login.example.gov.uk/tenant/v2.0',
      clientId: 'pages',
      clientSecret: 'hidden-secret',
      clientKeyFile: undefined,
      scopes: 'openid profile',
      audience: 'api://ehc',
      tokenType: 'at+jwt',
    },
    publicUrl: 'https://ehc.example.gov.uk',
    trustedProxies: ['10.0.0.0/8', '192.0.2.7', '::1'],
    sessionSecret: undefined,
    sessionIdleMs: 900_000,
    sessionMs: 36_000_000,
  });
});

describe('it is refused', () => {
  test.each<[string, Record<string, string>, string]>([
    ['an issuer over plain HTTP', { ...provider, EHC_ISSUER: 'http://login.example.gov.uk' }, 'EHC_ISSUER must be'],
    ['an issuer with a query', { ...provider, EHC_ISSUER: 'https://login.example.gov.uk?x' }, 'EHC_ISSUER must be'],
    ['an issuer with a password', { ...provider, EHC_ISSUER: 'https://a:b@login.example.gov.uk' }, 'EHC_ISSUER must'],
    ['no client', { ...provider, EHC_CLIENT_ID: '' }, 'EHC_CLIENT_ID must be set with EHC_ISSUER'],
    ['no proof of the client', { ...provider, EHC_CLIENT_SECRET: '' }, 'either EHC_CLIENT_SECRET or'],
    ['two proofs of the client', { ...provider, EHC_CLIENT_KEY_FILE: 'key.json' }, 'either EHC_CLIENT_SECRET or'],
    ['no address of ours', { ...provider, EHC_PUBLIC_URL: '' }, 'EHC_PUBLIC_URL must be set'],
    ['an address over plain HTTP', { ...provider, EHC_PUBLIC_URL: 'http://ehc.example.gov.uk' }, 'EHC_PUBLIC_URL must'],
    ['an address with a path', { ...provider, EHC_PUBLIC_URL: 'https://example.gov.uk/ehc' }, 'EHC_PUBLIC_URL must'],
    ['scopes without openid', { ...provider, EHC_SCOPES: 'profile' }, 'EHC_SCOPES must be'],
    ['a proxy by its name', { ...provider, EHC_TRUSTED_PROXY: 'proxy.example' }, 'EHC_TRUSTED_PROXY must be'],
    ['a proxy that is no address', { ...provider, EHC_TRUSTED_PROXY: 'abc' }, 'EHC_TRUSTED_PROXY must be'],
    ['a network that is too narrow', { ...provider, EHC_TRUSTED_PROXY: '10.0.0.0/33' }, 'EHC_TRUSTED_PROXY must be'],
    ['a short secret', { EHC_SESSION_SECRET: 'hidden-secret' }, 'EHC_SESSION_SECRET must have 32 letters'],
    // A slip in the name of EHC_ISSUER must not let anybody in as anybody.
    ['a client without an issuer', { EHC_CLIENT_ID: 'pages' }, 'EHC_CLIENT_ID must not be set without EHC_ISSUER'],
    ['an audience without an issuer', { EHC_AUDIENCE: 'api' }, 'EHC_AUDIENCE must not be set without EHC_ISSUER'],
    ['development for others', { EHC_PUBLIC_URL: 'https://ehc.example.gov.uk' }, 'only where EHC_ISSUER is set'],
    [
      'id tokens that look like access tokens',
      { ...provider, EHC_ACCESS_TOKEN_TYPE: 'jwt', EHC_AUDIENCE: 'pages' },
      'EHC_AUDIENCE must not be EHC_CLIENT_ID',
    ],
  ])('%s', (_what, env, problem) => {
    expect(problems(env)).toContain(problem);
    expect(problems(env)).not.toContain('hidden-secret');
  });
});

test('a provider on this machine may be without HTTPS', () => {
  const local = { ...provider, EHC_ISSUER: 'http://127.0.0.1:4000/x', EHC_PUBLIC_URL: 'http://localhost:3000' };
  expect(read(local).provider?.issuer).toBe('http://127.0.0.1:4000/x');
});
