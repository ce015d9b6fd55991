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
