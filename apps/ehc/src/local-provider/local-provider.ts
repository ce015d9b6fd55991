import './url-parse.js';
import { forbidden, Html, html, page, type Problem } from '@ehc/platform';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { randomBytes } from 'node:crypto';
import { Provider, type Configuration } from 'oidc-provider';
import { keptInMemory } from './kept-in-memory.js';
import { LOCAL_PEOPLE, localPerson } from './people.js';
import { API_AUDIENCE, PROVIDER_PATH, type SigningKey } from './provider-folder.js';

export interface LocalProviderOptions {
  /** Its own address; asked for at first use. */
  readonly issuer: () => string;
  /** The origin of the service, as browsers know it; asked for at first use. */
  readonly serviceUrl: () => string;
  readonly key: SigningKey;
  /** As what the service is registered at the provider. */
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * An OpenID provider for development, in the service itself, under `/local-provider`. Whoever can reach it is whom they
 * choose to be.
 */
export const localProvider = (options: LocalProviderOptions): RequestHandler => {
  let provider: Provider | undefined;
  return async (request: Request, response: Response, next: NextFunction) => {
    if (!request.path.startsWith(`${PROVIDER_PATH}/`)) return next();
    // A proxy brings requests of others. Who put it there did not mean to let them in as anybody.
    if (request.headers['x-forwarded-for'] ?? request.headers['forwarded']) throw notThroughAProxy();
    provider ??= new Provider(options.issuer(), configurationOf(options));
    if (request.path.startsWith(CHOOSE)) return choose(provider, request, response);
    // It finds its paths as if it were alone, and the folder that it is in by what the address was at first.
    request.url = request.url.slice(PROVIDER_PATH.length);
    await provider.callback()(request, response);
  };
};

const notThroughAProxy = (): Problem =>
  forbidden(
    'development-only',
    'Without an identity provider of yours (EHC_ISSUER) nobody signs in through a proxy: this one lets anybody be anybody.',
  );

const CHOOSE = `${PROVIDER_PATH}/choose/`;

/** The provider's sign-in page: its people, and a button for each. */
const choose = async (provider: Provider, request: Request, response: Response): Promise<void> => {
  const chosen = request.method === 'POST' ? localPerson(String(request.query['person'])) : undefined;
  if (chosen) {
    await provider.interactionFinished(request, response, { login: { accountId: chosen.subject } });
    return;
  }
  const buttons = LOCAL_PEOPLE.map(
    ({ subject, name, work }) =>
      html`<li><button type="submit" formaction="?person=${subject}">${name}</button> ${work}</li>`,
  );
  response
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(
      page(
        'Who are you?',
        html`<p>This is the provider for development. Nobody here exists, and no password is asked for.</p>
          <form method="post">
            <ul>
              ${buttons}
            </ul>
          </form>`,
      ),
    );
};

const configurationOf = ({ serviceUrl, key, clientId, clientSecret }: LocalProviderOptions): Configuration => ({
  adapter: keptInMemory(),
  jwks: { keys: [key] },
  cookies: { keys: [randomBytes(32).toString('base64')] },
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [`${serviceUrl()}/sign-in/callback`],
      post_logout_redirect_uris: [`${serviceUrl()}/signed-out`],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
  responseTypes: ['code'],
  pkce: { required: () => true },
  scopes: ['openid', 'profile'],
  claims: { openid: ['sub'], profile: ['name'] },
  // All access tokens are for our API, so that none could be used to ask for a name.
  conformIdTokenClaims: false,
  findAccount: (_, subject) => {
    const person = localPerson(subject);
    return person && { accountId: subject, claims: () => ({ sub: subject, name: person.name }) };
  },
  extraTokenClaims: (_, token) => ('accountId' in token ? { name: localPerson(token.accountId)?.name } : undefined),
  interactions: { url: (_, interaction) => `${CHOOSE}${interaction.uid}` },
  // Nobody is asked whether the service may know who they are.
  loadExistingGrant: async ({ oidc: { provider, client, session } }) => {
    const known = session?.grantIdFor(client!.clientId);
    const found = known === undefined ? undefined : await provider.Grant.find(known);
    if (found) return found;
    const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId });
    grant.addOIDCScope('openid profile');
    grant.addResourceScope(API_AUDIENCE, 'api');
    await grant.save();
    return grant;
  },
  renderError: (context, { error, error_description: description }) => {
    context.type = 'html';
    context.body = page('The local provider refuses this', html`<p>${error}: ${description}</p>`);
  },
  features: {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => API_AUDIENCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        audience: API_AUDIENCE,
        scope: 'api',
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        // The library's own form, of which only the button is ours.
        const [id] = /(?<=id=")[^"]+/.exec(form) ?? [''];
        context.body = page(
          'Sign out of the local provider?',
          html`${new Html(form)}
            <p><button type="submit" form="${id}" name="logout" value="yes">Yes, sign out</button></p>`,
        );
      },
    },
  },
  // In seconds.
  ttl: {
    Session: 8 * 3_600,
    Grant: 8 * 3_600,
    IdToken: 8 * 3_600,
    AccessToken: 3_600,
    Interaction: 600,
    AuthorizationCode: 60,
  },
});
