import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

export interface SecurityHeadersOptions {
  /**
   * Where a page's form may lead besides this service, as origins: the identity provider's, since browsers hold a
   * form's redirects to this too. Default none.
   */
  readonly formTargets?: readonly string[];
}

/** Two years, which browsers want before they put a site on their list; in seconds. */
const TWO_YEARS = 2 * 365 * 24 * 60 * 60;

/** What no page of ours uses, and so no script that got into one may. */
const NO_FEATURES = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/**
 * Tells browsers to run and show nothing in an answer but what this service meant: scripts and style sheets by the nonce
 * of the answer alone (`nonceOf`), no frames, no other origin, nothing kept in a cache. HTTPS is insisted on where the
 * request came by it.
 */
export const securityHeaders = ({ formTargets = [] }: SecurityHeadersOptions = {}): RequestHandler[] => {
  const nonce = (_: unknown, response: unknown): string => `'nonce-${nonceOf(response as Response)}'`;
  const overHttps = helmet.strictTransportSecurity({ maxAge: TWO_YEARS });
  return [
    (request, response, next) => {
      response.locals[NONCE] = randomBytes(16).toString('base64');
      response.setHeader('Cache-Control', 'no-store');
      response.setHeader('Permissions-Policy', NO_FEATURES);
      if (request.secure) overHttps(request, response, next);
      else next();
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: [nonce],
          styleSrc: [nonce],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          formAction: ["'self'", ...formTargets],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
        },
      },
      crossOriginEmbedderPolicy: { policy: 'require-corp' },
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: false,
      xFrameOptions: { action: 'deny' },
    }),
  ];
};

const NONCE = 'cspNonce';

/** The nonce of an answer, for its `<script nonce>` and `<link nonce>`; templates have it as `cspNonce`. */
export const nonceOf = (response: Response): string => response.locals[NONCE] as string;
