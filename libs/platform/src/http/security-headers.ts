import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
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
 * Tells browsers to run and show nothing in an answer but what this service meant: in a page scripts and style sheets by
 * the nonce of the answer alone (`nonceOf`), in an answer of the API nothing at all; no frames, no other origin, nothing
 * kept in a cache. HTTPS is insisted on where the request came by it.
 */
export const securityHeaders = ({ formTargets = [] }: SecurityHeadersOptions = {}): RequestHandler => {
  const ofPages = headersWith({
    defaultSrc: ["'none'"],
    scriptSrc: [`'nonce-${NONCE}'`],
    styleSrc: [`'nonce-${NONCE}'`],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'", ...formTargets],
    ...FRAMED_BY_NOBODY,
  });
  const ofTheApi = headersWith({ defaultSrc: ["'none'"], formAction: ["'none'"], ...FRAMED_BY_NOBODY });
  const overHttps = helmet.strictTransportSecurity({ maxAge: TWO_YEARS });
  return (request, response, next) => {
    const isPage = !request.path.startsWith('/api/');
    for (const [name, value] of isPage ? ofPages : ofTheApi) response.setHeader(name, value);
    if (isPage) {
      const nonce = randomBytes(16).toString('base64');
      response.locals[NONCE] = nonce;
      response.setHeader(POLICY, ofPages.get(POLICY)!.replaceAll(NONCE, nonce));
    }
    if (request.secure) overHttps(request, response, next);
    else next();
  };
};

const POLICY = 'Content-Security-Policy';
const NONCE = 'cspNonce';
const FRAMED_BY_NOBODY = { frameAncestors: ["'none'"], baseUri: ["'none'"] };

/**
 * The headers of every answer, as helmet sets them. They are the same each time but for the nonce, and a dozen handlers on
 * the way of each request were a seventh of what an answer costs: so helmet is asked once.
 */
const headersWith = (directives: Readonly<Record<string, string[]>>): ReadonlyMap<string, string> => {
  const headers = new Map([
    ['Cache-Control', 'no-store'],
    ['Permissions-Policy', NO_FEATURES],
  ]);
  const handler = helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  };
  let failed: unknown;
  handler({} as IncomingMessage, response as unknown as ServerResponse, (error?: unknown) => (failed = error));
  if (failed) throw failed;
  return headers;
};

/** The nonce of a page, for its `<script nonce>` and `<link nonce>`; templates have it as `cspNonce`. */
export const nonceOf = (response: Response): string => response.locals[NONCE] as string;
