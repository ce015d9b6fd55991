/**
 * Tamper evidence: seals the log of events into a Merkle tree (RFC 6962) with signed heads, and finds out what was
 * changed afterwards.
 */
export { canonicalEvent, type EventForm, eventForm } from './canonical/event-form.js';
export { type KeptHead, KeptHeads } from './heads/kept-heads.js';
export { headText, NotASignedHead, parseHead, type SignedHead } from './heads/signed-head.js';
export {
  keyIdOf,
  openSigningKey,
  parsePublicKey,
  publicKeyPem,
  readPublicKey,
  type SigningKey,
} from './heads/signing-key.js';
export { LogSealing, type LogSealingOptions, type SealingStatus } from './log-sealing.js';
export { NotAsSealed, type ProvedEvent, proveEvents, type ProvedGrowth, proveGrowth } from './proofs/prove-events.js';
export { queryOf } from './sealed-log/sealed-rows.js';
export type { Finding, FindingKind } from './verify/finding.js';
export type { HeadVerdict, TrustedKeys } from './verify/head-trials.js';
export { type SealedLog, type SealedVerification, verifySealedLog } from './verify/verify-sealed-log.js';
