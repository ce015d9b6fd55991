import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeKey, signToken } from './sign-in.js';

/**
 * An identity provider as far as bearer tokens need one, its description and its keys, for services that are killed and
 * started again: it outlives them, and so do its tokens.
 */
export class ProviderOfTests {
  readonly #key = makeKey('provider of tests');
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ProviderOfTests> {
    const server = createServer();
    const provider = new ProviderOfTests(server);
    server.on('request', ({ url }, response) => {
      const { issuer } = provider;
      const answers: Record<string, object> = {
        '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
        '/keys': { keys: [provider.#key.publicKey] },
      };
      const answer = answers[url ?? ''];
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // Nobody waits for it: a campaign that is ended need not end it.
    server.unref();
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What the service is told of it. */
  get environment(): Readonly<Record<string, string>> {
    return {
      EHC_ISSUER: this.issuer,
      EHC_CLIENT_ID: 'ehc',
      EHC_CLIENT_SECRET: 'a secret of tests',
      EHC_AUDIENCE: AUDIENCE,
      EHC_PUBLIC_URL: 'http://127.0.0.1:3000',
    };
  }

  /** A bearer token of anybody. */
  tokenFor(subject: string): string {
    return signToken({ issuer: this.issuer, audience: AUDIENCE, key: this.#key.key }, subject);
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve, reject) => this.#server.close((error) => (error ? reject(error) : resolve())));
  }
}

const AUDIENCE = 'urn:ehc:api';
