import type { Clock, TokenType } from '@ehc/platform';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { createHash } from 'node:crypto';
import { type Person, personFrom } from '../person.js';

/** Which access tokens are ours. */
export interface AccessTokenRules {
  /** Who must have issued it: `iss`. */
  readonly issuer: string;
  /** For whom it must have been issued: `aud`. */
  readonly audience: string;
  /**
   * How its header says what it is. `at+jwt` (the default) is on access tokens alone. `jwt` is for providers that do not
   * mark them (Entra ID): there an id token is told by its audience and by claims that no access token has.
   */
  readonly type?: TokenType;
  /** The issuer's public keys. */
  readonly keys: JWTVerifyGetKey;
  readonly clock: Clock;
}

/** A token that is not ours, not valid, or not valid now. `reason` is for the log, and quotes nothing of the token. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  constructor(readonly reason: string) {
    super(`An access token was refused: ${reason}.`);
  }
}

/** The issuer's keys cannot be had at the moment, so that nothing can be said of a token. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}

/** Signatures that nobody can make with what the issuer publishes: no HMAC, and never `none`. */
const ALGORITHMS = ['RS', 'PS', 'ES'].flatMap((kind) => [`${kind}256`, `${kind}384`, `${kind}512`]);
ALGORITHMS.push('EdDSA', 'Ed25519');

/** By how much the issuer's clock and ours may differ, in seconds. */
const CLOCK_SKEW = 30;

/** How long a token is taken as verified, in milliseconds, so that a withdrawn key ends even the tokens that we know. */
const KNOWN_FOR = 5 * 60_000;

/** Most tokens known at once; some hundred bytes each. */
const MOST_KNOWN = 10_000;

export type ReadAccessToken = (token: string) => Promise<Person>;

/**
 * Makes the reader of access tokens. A token that was verified in the last minutes is known by its digest, since to
 * verify a signature costs more than many a request.
 *
 * @throws TokenRefused, IssuerUnavailable
 */
export const accessTokenReader = (rules: AccessTokenRules): ReadAccessToken => {
  const known = new Map<string, { readonly person: Person; readonly until: number }>();
  return async (token) => {
    // Not the token itself: whoever could read our memory could use it.
    const digest = createHash('sha256').update(token).digest('base64');
    const now = rules.clock.now().getTime();
    const found = known.get(digest);
    if (found && now < found.until) return found.person;
    known.delete(digest);
    const { person, expires } = await verify(token, rules);
    known.set(digest, { person, until: Math.min(expires, now + KNOWN_FOR) });
    if (known.size > MOST_KNOWN) forgetOldest(known);
    return person;
  };
};

const forgetOldest = (known: Map<string, unknown>): void => {
  for (const [oldest] of known) {
    known.delete(oldest);
    return;
  }
};

const verify = async (
  token: string,
  { issuer, audience, type = 'at+jwt', keys, clock }: AccessTokenRules,
): Promise<{ person: Person; expires: number }> => {
  const { payload, protectedHeader } = await jwtVerify(token, orUnavailable(keys), {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    requiredClaims: ['sub', 'exp'],
    clockTolerance: CLOCK_SKEW,
    currentDate: clock.now(),
  }).catch((error: unknown) => {
    throw error instanceof errors.JOSEError ? new TokenRefused(reasonOf(error)) : error;
  });
  checkType(type, protectedHeader.typ, payload);
  const person = personFrom(payload);
  if (person === undefined) throw new TokenRefused('its subject is no text of 1 to 255 characters');
  return { person, expires: ((payload.exp ?? 0) + CLOCK_SKEW) * 1000 };
};

/** A failure to fetch the keys says nothing of the token; that none of them fits does. */
const orUnavailable =
  (keys: JWTVerifyGetKey): JWTVerifyGetKey =>
  async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JOSEError && OF_THE_TOKEN.has(error.code)) throw error;
      throw new IssuerUnavailable('The keys of the identity provider cannot be fetched.', { cause: error });
    }
  };

const OF_THE_TOKEN = new Set<string>([
  errors.JWKSNoMatchingKey.code,
  errors.JWKSMultipleMatchingKeys.code,
  errors.JOSENotSupported.code,
  errors.JWSInvalid.code,
]);

const reasonOf = (error: errors.JOSEError): string =>
  error instanceof errors.JWTClaimValidationFailed ? `${error.code}, claim ${error.claim}` : error.code;

const checkType = (type: TokenType, found: string | undefined, payload: JWTPayload): void => {
  const typ = found?.toLowerCase().replace(/^application\//, '');
  if (type === 'at+jwt') {
    if (typ !== 'at+jwt') throw new TokenRefused('its type is not at+jwt');
    return;
  }
  if (typ !== undefined && typ !== 'jwt' && typ !== 'at+jwt') throw new TokenRefused('its type is not jwt');
  const idTokens = ONLY_OF_ID_TOKENS.find((claim) => claim in payload);
  if (idTokens !== undefined) throw new TokenRefused(`it has ${idTokens}, as only id tokens have`);
};

const ONLY_OF_ID_TOKENS = ['nonce', 'at_hash', 'c_hash', 's_hash'];
