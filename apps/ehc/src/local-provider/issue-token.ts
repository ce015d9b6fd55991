import { importJWK, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import type { LocalPerson } from './people.js';
import { API_AUDIENCE, type SigningKey } from './provider-folder.js';

/** An access token of the local provider, as it would issue it after a sign-in. */
export const issueToken = async (
  { issuer, key }: { issuer: string; key: SigningKey },
  { subject, name }: LocalPerson,
  minutes: number,
): Promise<string> =>
  new SignJWT({ name, client_id: 'ehc token', scope: 'api' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid })
    .setIssuer(issuer)
    .setAudience(API_AUDIENCE)
    .setSubject(subject)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${minutes} minutes`)
    .sign(await importJWK(key, 'ES256'));
