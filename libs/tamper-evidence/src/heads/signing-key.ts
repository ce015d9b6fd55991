import { writeOnce } from '@ehc/event-store';
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
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
  const path = signingKeyFile(dataDir);
  const present = await readOrNull(path);
  if (present !== null) return signingKeyOf(createPrivateKey(present));
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeOnce(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return signingKeyOf(createPrivateKey(await readFile(path)));
};

const readOrNull = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
};
