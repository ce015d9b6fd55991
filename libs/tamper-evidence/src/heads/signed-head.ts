import { canonicalJson } from '@ehc/event-store';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { type KeyObject, verify } from 'node:crypto';
import type { SigningKey } from './signing-key.js';

/** What a head says: that the tree of so many events had this root at this time. */
const head = {
  form: Type.Literal('ehc-sealed-head/1'),
  /** How many events: those at the positions 1 … size of the log. */
  size: Type.Integer({ minimum: 1 }),
  /** Root of the tree over them (RFC 6962), hexadecimal. */
  root: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  /** When it was signed, by the clock by which events are recorded (ISO 8601, UTC, microseconds). */
  time: Type.String({ maxLength: 40 }),
  /** Which key signed it. */
  keyId: Type.String({ maxLength: 80 }),
};

const SignedHeadSchema = Type.Object(
  {
    ...head,
    /** Ed25519, over the canonical form (RFC 8785) of all other members; base64. */
    signature: Type.String({ maxLength: 200 }),
  },
  { additionalProperties: false },
);

/** The newest root of the log, signed: whoever keeps one elsewhere can tell whether the log before it was changed. */
export type SignedHead = Static<typeof SignedHeadSchema>;

const contentOf = ({ signature: _, ...content }: SignedHead): Buffer => Buffer.from(canonicalJson(content));

export const signHead = (tree: Pick<SignedHead, 'size' | 'root' | 'time'>, key: SigningKey): SignedHead => {
  const unsigned = { form: 'ehc-sealed-head/1' as const, ...tree, keyId: key.keyId, signature: '' };
  return { ...unsigned, signature: key.sign(contentOf(unsigned)).toString('base64') };
};

/** Whether the signature is the key's. Base64 is taken in its one exact form only. */
export const isSignedBy = (signed: SignedHead, publicKey: KeyObject): boolean => {
  const signature = Buffer.from(signed.signature, 'base64');
  return signature.toString('base64') === signed.signature && verify(null, contentOf(signed), publicKey, signature);
};

/** A head as a file. */
export const headText = (head: SignedHead): string => `${JSON.stringify(head, null, 2)}\n`;

/** A file that holds no signed head. */
export class NotASignedHead extends Error {
  override readonly name = 'NotASignedHead';
}

/** Reads an exported head. @throws NotASignedHead */
export const parseHead = (text: string, from: string): SignedHead => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (!Value.Check(SignedHeadSchema, value)) throw new NotASignedHead(`${from} is not a signed head of a log.`);
  return value;
};
