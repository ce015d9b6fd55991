import { importJWK, createRemoteJWKSet, type JWK, type JWTVerifyGetKey } from 'jose';
import { readFile } from 'node:fs/promises';
import * as client from 'openid-client';
import { type Person, personFrom } from '../person.js';
import { IssuerUnavailable } from './read-access-token.js';

/** An OpenID provider, and as what we are known there. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** A file with a private JSON Web Key, instead of a secret. */
  readonly clientKeyFile?: string;
  readonly scopes: string;
}

/** One attempt to sign in, from its beginning to the provider's answer. Kept in the session of who began it. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Who came back from the provider. */
export interface SignedIn {
  readonly person: Person;
  /** Tells the provider, at sign-out, whose session ends. */
  readonly idToken: string;
}

/** The provider's answer is an error, or does not belong to the attempt. `reason` is for the log. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed';
  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`A sign-in failed: ${reason}.`, options);
  }
}

/** How long the provider may take to answer, in seconds. */
const TIMEOUT = 10;

/** The identity provider, spoken to by OpenID Connect. What it says of itself is read when it is first needed. */
export class IdentityProvider {
  #configuration: Promise<client.Configuration> | undefined;
  #keys: JWTVerifyGetKey | undefined;

  /** @param settings asked for at first use: the address of the provider for development is known only then */
  constructor(private readonly settings: () => ProviderSettings) {}

  /** As it writes itself in its tokens. */
  async issuer(): Promise<string> {
    return (await this.#discovered()).serverMetadata().issuer;
  }

  /** Its public keys, fetched anew when a token names one that is not known: so that it may change them. */
  readonly keys: JWTVerifyGetKey = async (header, token) => {
    if (!this.#keys) {
      const { jwks_uri: uri } = (await this.#discovered()).serverMetadata();
      if (uri === undefined) throw new IssuerUnavailable('The identity provider names no keys.');
      this.#keys = createRemoteJWKSet(new URL(uri));
    }
    return this.#keys(header, token);
  };

  /** Where to send a browser to sign in, and what to remember of it until it comes back. */
  async begin(redirectUri: string): Promise<{ url: URL; attempt: Attempt }> {
    const attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(await this.#discovered(), {
      redirect_uri: redirectUri,
      scope: this.settings().scopes,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { url, attempt };
  }

  /**
   * Who came back, by the code that the provider sent with them.
   *
   * @param callback the whole address to which they were sent back
   * @throws SignInFailed, IssuerUnavailable
   */
  async finish(callback: URL, { state, nonce, codeVerifier }: Attempt): Promise<SignedIn> {
    const configuration = await this.#discovered();
    const tokens = await client
      .authorizationCodeGrant(configuration, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      })
      .catch(asFailure);
    const claims = tokens.claims();
    if (!claims || tokens.id_token === undefined) throw new SignInFailed('no id token');
    const person = personFrom({ ...claims, name: claims['name'] ?? (await this.#nameOf(configuration, tokens)) });
    if (!person) throw new SignInFailed('the id token has no usable subject');
    return { person, idToken: tokens.id_token };
  }

  /** Where to send a browser to end its session at the provider; undefined where it has no such page. */
  async signOutUrl(idToken: string, returnTo: string): Promise<URL | undefined> {
    const configuration = await this.#discovered();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return client.buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: returnTo });
  }

  /** Some providers tell a name only to who asks for it. Without one the subject does. */
  async #nameOf(
    configuration: client.Configuration,
    { access_token: token, claims }: Awaited<ReturnType<typeof client.authorizationCodeGrant>>,
  ): Promise<unknown> {
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return undefined;
    try {
      const { name, email } = await client.fetchUserInfo(configuration, token, claims()?.sub ?? '');
      return name ?? email;
    } catch {
      return undefined;
    }
  }

  #discovered(): Promise<client.Configuration> {
    this.#configuration ??= this.#discover().catch((cause: unknown) => {
      this.#configuration = undefined;
      throw new IssuerUnavailable('The identity provider does not say how it is to be used.', { cause });
    });
    return this.#configuration;
  }

  async #discover(): Promise<client.Configuration> {
    const settings = this.settings();
    const server = new URL(settings.issuer);
    return client.discovery(server, settings.clientId, undefined, await proofOf(settings), {
      timeout: TIMEOUT,
      execute: [
        // The signature of id tokens too is checked, though they come straight from the provider.
        client.enableNonRepudiationChecks,
        // The configuration takes http:// only for a provider on this machine.
        ...(server.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
    });
  }
}

/** By what the service proves to the provider that it is the service. */
const proofOf = async ({ clientSecret, clientKeyFile }: ProviderSettings): Promise<client.ClientAuth> => {
  if (clientKeyFile !== undefined) return byKey(JSON.parse(await readFile(clientKeyFile, 'utf8')) as JWK);
  return (server, ...rest) => {
    const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server;
    const proof = methods.includes('client_secret_basic') ? client.ClientSecretBasic : client.ClientSecretPost;
    proof(clientSecret)(server, ...rest);
  };
};

const byKey = async (jwk: JWK): Promise<client.ClientAuth> => {
  const key = await importJWK(jwk, jwk.alg);
  if (key instanceof Uint8Array) throw new TypeError('EHC_CLIENT_KEY_FILE must hold a private key, not a secret.');
  return (server, ...rest) => {
    // CIS2 and Entra ID take an assertion only for the very address to which it is sent.
    const forTokens = (_: unknown, assertion: Record<string, unknown>): void => {
      assertion['aud'] = server.token_endpoint;
    };
    return client.PrivateKeyJwt({ key, kid: jwk.kid }, { [client.modifyAssertion]: forTokens })(server, ...rest);
  };
};

/** What openid-client throws: the provider's own errors, answers that do not fit the attempt, and failures to reach it. */
const asFailure = (error: unknown): never => {
  const { code, error: said } = error as { code?: unknown; error?: unknown };
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError) {
    throw new SignInFailed(`the provider says ${wordOf(said)}`, { cause: error });
  }
  if (error instanceof client.ClientError && code !== 'OAUTH_TIMEOUT') {
    throw new SignInFailed(`its answer does not fit: ${wordOf(code)}`, { cause: error });
  }
  throw new IssuerUnavailable('The identity provider does not answer.', { cause: error });
};

/** An error's code comes with the request, so anything could be in it. */
const wordOf = (code: unknown): string =>
  typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'nothing known';
