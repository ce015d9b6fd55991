import { accessTokenReader, authenticateBearer } from '@ehc/identity';
import { type Clock, createLogger, type Logger } from '@ehc/platform';
import type { RequestHandler } from 'express';
import { createLocalJWKSet } from 'jose';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { API_AUDIENCE } from '../../apps/ehc/src/local-provider/provider-folder.js';
import { createPrivateKey, generateKeyPairSync, type JsonWebKey, randomUUID, sign } from 'node:crypto';

// Who asks, in tests: access tokens as a provider issues them, which the service verifies as it verifies any.

export interface TokenOptions {
  /** Default: the subject. */
  readonly name?: string;
  /** Default: 2020. */
  readonly issuedAt?: Date;
  /** Default: 2100. A test that sets its own clock to any day can use the token on it. */
  readonly expires?: Date;
}

/** Who signs, and what for. */
export interface Signer {
  readonly issuer: string;
  readonly audience: string;
  /** A private key for ES256, with its `kid`. */
  readonly key: JsonWebKey & { readonly kid: string };
}

/** An access token, signed at once and without a network. */
export const signToken = (
  { issuer, audience, key }: Signer,
  subject: string,
  { name = subject, issuedAt = new Date('2020-01-01'), expires = new Date('2100-01-01') }: TokenOptions = {},
): string => {
  const header = { alg: 'ES256', typ: 'at+jwt', kid: key.kid };
  const [iat, exp] = [issuedAt, expires].map((instant) => Math.floor(instant.getTime() / 1000));
  const claims = { iss: issuer, aud: audience, sub: subject, name, client_id: 'tests', jti: randomUUID(), iat, exp };
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const privateKey = createPrivateKey({ key, format: 'jwk' });
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
};

/** A key pair for a provider of a test's own. */
export const makeKey = (kid: string): { key: Signer['key']; publicKey: JsonWebKey } => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    key: { ...privateKey.export({ format: 'jwk' }), kid },
    publicKey: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' },
  };
};

const { key, publicKey } = makeKey('test');
const signer: Signer = { issuer: 'https://provider.test', audience: 'urn:ehc:api', key };
const tokens = new Map<string, string>();

/** A bearer token of anybody, for a Nest application of a test that has `authenticateTestTokens` before its body parser. */
export const tokenFor = (subject: string, options: TokenOptions = {}): string => {
  const person = JSON.stringify([subject, options]);
  const token = tokens.get(person) ?? signToken(signer, subject, options);
  tokens.set(person, token);
  return token;
};

/**
 * A bearer token of anybody, for the service on a data folder that has been started there: signed with the key of its
 * local provider, which knows the service's people and lets a test add its own.
 */
export const tokenIn = (dataDir: string, subject: string, options: TokenOptions = {}): string => {
  const read = (name: string): string => readFileSync(join(dataDir, 'local-provider', name), 'utf8');
  const signer = { issuer: read('issuer').trim(), audience: API_AUDIENCE, key: JSON.parse(read('key.json')) };
  return signToken(signer, subject, options);
};

/** `configureHttp(app, { …, beforeBody: [authenticateTestTokens(clock)] })`: tells who asks by `tokenFor`'s tokens. */
export const authenticateTestTokens = (clock: Clock, logger: Logger = createLogger('silent')): RequestHandler => {
  const keys = createLocalJWKSet({ keys: [publicKey as { kty: string }] });
  const { issuer, audience } = signer;
  return authenticateBearer(accessTokenReader({ issuer, audience, keys, clock }), logger);
};
