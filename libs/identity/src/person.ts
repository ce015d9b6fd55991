import type { Request } from 'express';

/** Somebody who has signed in, as the identity provider knows them. What they may see and do is not said here. */
export interface Person {
  /** The provider's `sub`: unique, and never given to anybody else. */
  readonly subject: string;
  /** As the provider writes it; the subject where it gives no name. */
  readonly name: string;
}

/** A request after it has been authenticated. */
export type WithPerson<R extends object = Request> = R & { person?: Person };

/** Who sent a request; undefined where nobody has signed in. */
export const personOf = (request: object): Person | undefined => (request as WithPerson<object>).person;

/** The person that the claims of a token tell of; undefined where they have no usable `sub`. */
export const personFrom = ({ sub, name }: { readonly sub?: unknown; readonly name?: unknown }): Person | undefined => {
  if (typeof sub !== 'string' || sub.length < 1 || sub.length > MOST) return undefined;
  return { subject: sub, name: typeof name === 'string' && name.trim() !== '' ? name.slice(0, MOST) : sub };
};

/** OpenID Connect's limit of a subject, in characters; ours of a name. */
const MOST = 255;
