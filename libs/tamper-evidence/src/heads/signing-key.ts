import { keptText, textOf } from '@ehc/platform';
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';

/** Signs heads and chronologies: Ed25519. */
export interface SigningKey {
  /** Fingerprint of the public key, by which it can be compared over the telephone or on paper. */
  readonly keyId: string;
  readonly publicKey: KeyObject;
  sign(content: Uint8Array): Buffer;
}

/** `sha256:` and the SHA-256 of the public key's SubjectPublicKeyInfo, hexadecimal. */
export const keyIdOf = (publicKey: KeyObject): string =>
  `sha256:${hash('sha256', publicKey.export({ type: 'spki', format: 'der' }))}`;

/** The public key as a file for those who check signatures. */
export const publicKeyPem = (publicKey: KeyObject): string =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString();

export const signingKeyOf = (privateKey: KeyObject): SigningKey => {
  const publicKey = createPublicKey(privateKey);
  return { keyId: keyIdOf(publicKey), publicKey, sign: (content) => sign(null, content, privateKey) };
};

/** Where the key lies in a data folder: with the other keys, outside the database and its backups. */
export const signingKeyFile = (dataDir: string): string => join(dataDir, 'keys', 'signing-key.pem');

/** Reads the key of an installation; makes it at first use. */
export const openSigningKey = async (dataDir: string): Promise<SigningKey> => {
  const make = (): string =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return signingKeyOf(createPrivateKey(await keptText(signingKeyFile(dataDir), make)));
};

/** The public half of an installation's key; null where it has none, and none is made. */
export const readPublicKey = async (dataDir: string): Promise<KeyObject | null> => {
  const text = await textOf(signingKeyFile(dataDir));
  return text === undefined ? null : createPublicKey(text);
};

/** Reads a public key that was exported. @throws NotAPublicKey */
export const parsePublicKey = (text: string, from: string): KeyObject => {
  try {
    const key = createPublicKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // said below
  }
  throw new NotAPublicKey(`${from} is not the public key of a log (Ed25519, PEM).`);
};

export class NotAPublicKey extends Error {
  override readonly name = 'NotAPublicKey';
}
