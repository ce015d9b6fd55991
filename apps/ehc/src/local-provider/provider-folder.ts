import { keptText, replaceText, textOf } from '@ehc/platform';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

/** Who the API's access tokens are for. */
export const API_AUDIENCE = 'urn:ehc-pathway:api';

/** The path of the local provider in the service. */
export const PROVIDER_PATH = '/local-provider';

/** A private key that signs tokens, by ES256. */
export type SigningKey = JWK & { readonly kid: string };

/**
 * What the local provider keeps in the data folder: its key, so that tokens outlive a restart, and its address, so that
 * `ehc token` can issue one without it.
 */
export class ProviderFolder {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'local-provider');
  }

  /** The key that signs, made where there is none. */
  async signingKey(): Promise<SigningKey> {
    return JSON.parse(await keptText(join(this.#folder, 'key.json'), newKey)) as SigningKey;
  }

  /** The address at which the provider ran last; undefined before its first run. */
  async issuer(): Promise<string | undefined> {
    return (await textOf(join(this.#folder, 'issuer')))?.trim();
  }

  /** Keeps the address at which it runs now. */
  async runsAt(issuer: string): Promise<void> {
    await replaceText(join(this.#folder, 'issuer'), `${issuer}\n`);
  }
}

const newKey = async (): Promise<string> => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'ES256', use: 'sig' });
};
