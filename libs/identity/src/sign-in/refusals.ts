import { Problem, unavailable } from '@ehc/platform';

/** 401: whoever sent this says who they are, and does not prove it. Why is in the log, not here. */
export const tokenRefused = (): Problem =>
  new Problem(401, 'invalid-token', 'The bearer token is not accepted. It may have run out: get a new one.', {
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  });

/** 503: the identity provider does not answer, so that nobody can prove who they are. */
export const signInUnavailable = (): Problem =>
  unavailable('sign-in-unavailable', 'The identity provider does not answer at the moment. Try again shortly.');
