import { openSignIn, type ProviderSettings, type SignIn } from '@ehc/identity';
import { type Clock, type Configuration, keptText, type Logger, unavailable } from '@ehc/platform';
import type { RequestHandler } from 'express';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Installation } from '../installation/open-installation.js';
import { refuseOutsideDevelopment } from '../local-provider/only-in-development.js';
import { API_AUDIENCE, PROVIDER_PATH, ProviderFolder } from '../local-provider/provider-folder.js';

/** Signing in to the service: at the provider that the configuration names, else at one for development in the service. */
export interface ServiceSignIn {
  readonly signIn: SignIn;
  /** What stands before the body of a request is read. */
  readonly beforeBody: readonly RequestHandler[];
  readonly isLocal: boolean;
  /** Says where the service listens, which is known only once it does. */
  servedAt(address: string): Promise<void>;
}

/** @throws Error where no provider is configured and this is no development */
export const serviceSignIn = async (
  { pool }: Pick<Installation, 'pool'>,
  { dataDir, signIn: configured }: Pick<Configuration, 'dataDir' | 'signIn'>,
  { clock, logger }: { clock: Clock; logger: Logger },
): Promise<ServiceSignIn> => {
  let address: string | undefined;
  const publicUrl = (): string => {
    const url = configured.publicUrl ?? address;
    if (url === undefined) throw unavailable('not-ready', 'The service is still starting.');
    return url;
  };
  const { settings, handlers, audience, servedAt } = configured.provider
    ? {
        settings: (): ProviderSettings => configured.provider!,
        handlers: [],
        audience: configured.provider.audience,
        servedAt: () => Promise.resolve(),
      }
    : await inDevelopment(configured, dataDir, publicUrl);
  const signIn = await openSignIn({
    provider: settings,
    publicUrl,
    isSecure: configured.publicUrl?.startsWith('https:') ?? false,
    audience,
    tokenType: configured.provider?.tokenType,
    limits: { idleMs: configured.sessionIdleMs, wholeMs: configured.sessionMs },
    secret: configured.sessionSecret ?? (await keptText(join(dataDir, 'session.secret'), newSecret)),
    pool,
    clock,
    logger,
  });
  return {
    signIn,
    beforeBody: [...handlers, ...signIn.authenticate],
    isLocal: configured.provider === undefined,
    servedAt: async (url) => {
      address = url;
      await servedAt();
    },
  };
};

const newSecret = (): string => randomBytes(32).toString('base64');

const inDevelopment = async (configured: Configuration['signIn'], dataDir: string, publicUrl: () => string) => {
  refuseOutsideDevelopment(configured);
  // Where people sign in in earnest it is not even loaded.
  const { localProvider } = await import('../local-provider/local-provider.js');
  const folder = new ProviderFolder(dataDir);
  const client = { clientId: 'ehc-pathway', clientSecret: newSecret() };
  const issuer = (): string => publicUrl() + PROVIDER_PATH;
  return {
    settings: (): ProviderSettings => ({ issuer: issuer(), ...client, scopes: 'openid profile' }),
    handlers: [localProvider({ issuer, serviceUrl: publicUrl, key: await folder.signingKey(), ...client })],
    audience: API_AUDIENCE,
    servedAt: () => folder.runsAt(issuer()),
  };
};
