export * from './port/bulk-append.js';
export * from './port/envelope.js';
export * from './port/errors.js';
export * from './port/event-store.js';
export * from './port/key-store.js';
export { APPEND_LIMIT } from './append/prepare-append.js';
export { InMemoryEventStore } from './in-memory/in-memory-event-store.js';
export {
  openPostgresEventStore,
  type PostgresEventStore,
  type PostgresEventStoreOptions,
} from './postgres/postgres-event-store.js';
export { ensureRole } from './postgres/roles.js';
export { ELEMENT } from './postgres/binary-array.js';
export { WireBuffer } from './postgres/wire-buffer.js';
export { microsecondsFromIso } from './time/instant.js';
export { authoritySubject, childSubject, eventSubject, searchIndexSubject } from './port/subject.js';
export { FileKeyStore, type FileKeyStoreOptions } from './keys/file-key-store.js';
export {
  masterKeyBeside,
  masterKeyGiven,
  masterKeyInFile,
  type MasterKeySource,
  newMasterKey,
} from './keys/master-key.js';
export { type Rotated, rotateMasterKey, type Rotation, RotationRunning } from './keys/rotate-master-key.js';
export { type ForgottenChild, ForgottenList } from './keys/forgotten-list.js';
export { backUpKeys, type KeyBackup, KeyBackupRefused, restoreKeys } from './keys/back-up-keys.js';
export { InMemoryKeyStore } from './keys/in-memory-key-store.js';
export { canonicalJson } from './sealing/canonical-json.js';
export { Sealer, type Sealed, type SealedEvent, type ToSeal } from './sealing/sealer.js';
export { BlindIndex, type TokensUnderKey } from './sealing/blind-index.js';
export { IndexKeys } from './sealing/index-keys.js';
export * from './sealing/index-terms.js';
export { nameVariants, nameWords } from './sealing/normalise-name.js';
