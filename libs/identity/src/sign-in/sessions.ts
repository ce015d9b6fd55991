import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type { Person, WithPerson } from '../person.js';
import { hasBearerToken } from './authenticate-bearer.js';
import type { Attempt } from './identity-provider.js';

declare module 'express-session' {
  interface SessionData {
    /** Who has signed in. */
    person: Person;
    /** The provider's word of it, for signing out there. */
    idToken: string;
    /** Attempts to sign in that the provider has not answered yet. */
    attempts: (Attempt & { readonly returnTo: string })[];
    /** When it was last noted that the session is in use, in milliseconds; not part of what is kept. */
    seenAt: number;
  }
}

export interface SessionOptions {
  readonly store: session.Store;
  /** Signs the names of sessions. */
  readonly secret: string;
  /** Whether browsers reach us over HTTPS. */
  readonly isSecure: boolean;
}

/** `__Host-` binds the cookie to this very host, and to HTTPS. Browsers take it only so: over plain HTTP it is another. */
export const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-ehc-session' : 'ehc-session-insecure');

/**
 * Gives each request its session, and tells who asks by it. The cookie ends with the browser; how long a session lasts
 * is for the store. What asks with a bearer token, and what asks whether we live, has none.
 */
export const sessions = ({ store, secret, isSecure }: SessionOptions): RequestHandler => {
  const giveSession = session({
    store,
    secret,
    name: cookieName(isSecure),
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure },
    resave: false,
    saveUninitialized: false,
  });
  return (request: WithPerson<Request>, response: Response, next: NextFunction) => {
    if (hasBearerToken(request) || request.path.startsWith('/health/')) return next();
    giveSession(request, response, (error?: unknown) => {
      if (request.session?.person) request.person = request.session.person;
      next(error);
    });
  };
};

/** A session of another name with the same browser: whoever knew the old name knows nothing of the new one. */
export const renewed = (request: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    request.session.regenerate((error: unknown) => (error ? reject(error as Error) : resolve()));
  });

/** Keeps what the session holds now, before the answer is sent. */
export const saved = (request: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    request.session.save((error: unknown) => (error ? reject(error as Error) : resolve()));
  });

/** Ends the session here and in the browser. */
export const ended = async (request: Request, response: Response, isSecure: boolean): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    request.session.destroy((error: unknown) => (error ? reject(error as Error) : resolve()));
  });
  response.clearCookie(cookieName(isSecure), { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure });
};
