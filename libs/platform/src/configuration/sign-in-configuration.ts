import { isIP } from 'node:net';
import type { Variables } from './variables.js';

/** How access tokens say that they are access tokens: `at+jwt` (RFC 9068), or not at all (`jwt`). */
export const tokenTypes = ['at+jwt', 'jwt'] as const;
export type TokenType = (typeof tokenTypes)[number];

/** Who may sign in, and where. */
export interface SignInConfiguration {
  /** The identity provider; undefined in development, where the service brings one of its own. */
  readonly provider: ProviderConfiguration | undefined;
  /** `EHC_PUBLIC_URL`: where browsers reach the service, `https://ehc.example.gov.uk`. Default: where it listens. */
  readonly publicUrl: string | undefined;
  /** `EHC_TRUSTED_PROXY`: addresses whose `X-Forwarded-…` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** `EHC_SESSION_SECRET`: signs the names of sessions. Default: one that is kept in the data folder. */
  readonly sessionSecret: string | undefined;
  /** `EHC_SESSION_IDLE_MINUTES`: after so long without a request a session ends, in ms. Default half an hour. */
  readonly sessionIdleMs: number;
  /** `EHC_SESSION_HOURS`: after so long a session ends whatever happens, in ms. Default eight hours. */
  readonly sessionMs: number;
}

export interface ProviderConfiguration {
  /** `EHC_ISSUER`: as the provider writes it in its tokens. */
  readonly issuer: string;
  /** `EHC_CLIENT_ID`: as what the service is registered there. */
  readonly clientId: string;
  /** `EHC_CLIENT_SECRET`, or … */
  readonly clientSecret: string | undefined;
  /** … `EHC_CLIENT_KEY_FILE`: a private JSON Web Key, with `alg` and `kid`, by which the service proves who it is. */
  readonly clientKeyFile: string | undefined;
  /** `EHC_SCOPES`: what is asked for at sign-in. Default `openid profile`. */
  readonly scopes: string;
  /** `EHC_AUDIENCE`: `aud` of the access tokens that are for us. Without it none is taken. */
  readonly audience: string | undefined;
  /** `EHC_ACCESS_TOKEN_TYPE`: default `at+jwt`. */
  readonly tokenType: TokenType;
}

export const readSignIn = (variables: Variables): SignInConfiguration => {
  const provider = readProvider(variables);
  const publicUrl = variables.formed('EHC_PUBLIC_URL', isOrigin, 'be https://, a name and nothing after it');
  if (provider && publicUrl === undefined && variables.text('EHC_PUBLIC_URL') === undefined) {
    variables.problems.push('EHC_PUBLIC_URL must be set with EHC_ISSUER');
  }
  if (!variables.text('EHC_ISSUER') && publicUrl !== undefined && !isLoopback(new URL(publicUrl))) {
    variables.problems.push('EHC_PUBLIC_URL may name another machine only where EHC_ISSUER is set');
  }
  const proxies = variables.formed('EHC_TRUSTED_PROXY', isProxyList, 'be IP addresses or networks, parted by commas');
  return {
    provider,
    publicUrl: publicUrl && new URL(publicUrl).origin,
    trustedProxies: proxies?.split(',').map((proxy) => proxy.trim()) ?? [],
    sessionSecret: variables.formed('EHC_SESSION_SECRET', (value) => value.length >= 32, 'have 32 letters or more'),
    sessionIdleMs: variables.whole('EHC_SESSION_IDLE_MINUTES', 30, [1, 24 * 60]) * 60_000,
    sessionMs: variables.whole('EHC_SESSION_HOURS', 8, [1, 24]) * 3_600_000,
  };
};

const OF_A_PROVIDER = ['EHC_CLIENT_ID', 'EHC_CLIENT_SECRET', 'EHC_CLIENT_KEY_FILE', 'EHC_AUDIENCE'];

const readProvider = (variables: Variables): ProviderConfiguration | undefined => {
  const issuer = variables.formed('EHC_ISSUER', isIssuer, 'be an https:// address without ? and #');
  if (variables.text('EHC_ISSUER') === undefined) {
    // Else a misspelt EHC_ISSUER would let anybody in through the provider for development.
    const given = OF_A_PROVIDER.filter((name) => variables.text(name) !== undefined);
    if (given.length > 0) variables.problems.push(`${given.join(', ')} must not be set without EHC_ISSUER`);
    return undefined;
  }
  const [clientId, clientSecret, clientKeyFile, audience] = OF_A_PROVIDER.map((name) => variables.text(name));
  const tokenType = variables.oneOf('EHC_ACCESS_TOKEN_TYPE', tokenTypes, 'at+jwt');
  if (clientId === undefined) variables.problems.push('EHC_CLIENT_ID must be set with EHC_ISSUER');
  if ((clientSecret === undefined) === (clientKeyFile === undefined)) {
    variables.problems.push('either EHC_CLIENT_SECRET or EHC_CLIENT_KEY_FILE must be set with EHC_ISSUER');
  }
  if (tokenType === 'jwt' && audience !== undefined && audience === clientId) {
    variables.problems.push(
      'EHC_AUDIENCE must not be EHC_CLIENT_ID where EHC_ACCESS_TOKEN_TYPE is jwt: id tokens could not be told from access tokens',
    );
  }
  const scopes = variables.formed('EHC_SCOPES', isScopes, 'be words, one of them openid') ?? 'openid profile';
  if (issuer === undefined || clientId === undefined) return undefined;
  return { issuer, clientId, clientSecret, clientKeyFile, scopes, audience, tokenType };
};

const isLoopback = ({ hostname }: URL): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);

const isSafe = (url: URL): boolean => url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));

const isIssuer = (value: string): boolean =>
  URL.canParse(value) && !/[?#]/.test(value) && new URL(value).username === '' && isSafe(new URL(value));

const isOrigin = (value: string): boolean =>
  URL.canParse(value) && value.replace(/\/$/, '') === new URL(value).origin && isSafe(new URL(value));

const isScopes = (value: string): boolean =>
  /^[\w:./-]+( [\w:./-]+)*$/.test(value) && value.split(' ').includes('openid');

const isProxyList = (value: string): boolean => value.split(',').every((proxy) => isNetwork(proxy.trim()));

const isNetwork = (proxy: string): boolean => {
  const [address = '', bits, more] = proxy.split('/');
  if (more !== undefined || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false;
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return Number(bits ?? 0) <= most;
};
