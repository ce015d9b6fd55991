import type { Clock, Logger } from '@ehc/platform';
import type { RequestHandler } from 'express';
import type { Pool } from 'pg';
import { authenticateBearer } from './authenticate-bearer.js';
import { IdentityProvider, type ProviderSettings } from './identity-provider.js';
import { prepareSessions } from './prepare-sessions.js';
import { type AccessTokenRules, accessTokenReader, type ReadAccessToken, TokenRefused } from './read-access-token.js';
import { refuseForgedRequests } from './refuse-forged-requests.js';
import { PostgresSessionStore, type SessionLimits } from './session-store.js';
import { sessions } from './sessions.js';

export interface SignInOptions {
  /** The identity provider, and as what we are known there; asked for at first use. */
  readonly provider: () => ProviderSettings;
  /** Our own origin, as browsers know it; asked for at first use. */
  readonly publicUrl: () => string;
  /** Whether that is HTTPS. */
  readonly isSecure: boolean;
  /** `aud` of the access tokens that are for us; without it none is taken. */
  readonly audience?: string;
  readonly tokenType?: AccessTokenRules['type'];
  readonly limits: SessionLimits;
  /** Signs the names of sessions. */
  readonly secret: string;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Nest's token for the `SignIn` of the application. */
export const SIGN_IN = Symbol('SignIn');

/** Signing in: by the provider's pages and a session, or by its access tokens. */
export interface SignIn {
  readonly provider: IdentityProvider;
  readonly publicUrl: () => string;
  readonly isSecure: boolean;
  /** Tells who asks; before the body of a request is read. */
  readonly authenticate: readonly RequestHandler[];
  /** Refuses what a session did not send by itself; after the body is read. */
  readonly refuseForged: RequestHandler;
}

/** Makes the table of sessions where it is not there, and what stands in the way of every request. */
export const openSignIn = async (options: SignInOptions): Promise<SignIn> => {
  const { publicUrl, isSecure, pool, clock, limits, secret, logger } = options;
  await prepareSessions(pool);
  const provider = new IdentityProvider(options.provider);
  const store = new PostgresSessionStore(pool, clock, limits);
  return {
    provider,
    publicUrl,
    isSecure,
    authenticate: [sessions({ store, secret, isSecure }), authenticateBearer(tokensOf(provider, options), logger)],
    refuseForged: refuseForgedRequests,
  };
};

const tokensOf = (provider: IdentityProvider, { audience, tokenType, clock }: SignInOptions): ReadAccessToken => {
  if (audience === undefined) return () => Promise.reject(new TokenRefused('no audience is configured'));
  let read: Promise<ReadAccessToken> | undefined;
  const reader = async (): Promise<ReadAccessToken> => {
    const issuer = await provider.issuer();
    return accessTokenReader({ issuer, audience, type: tokenType, keys: provider.keys, clock });
  };
  const forget = (error: unknown): never => {
    read = undefined;
    throw error;
  };
  return async (token) => (await (read ??= reader().catch(forget)))(token);
};
