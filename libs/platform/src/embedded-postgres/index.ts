export { postgresMajor } from './binaries.js';
export * from './connect-postgres.js';
export * from './error.js';
export { type PostgresSettings } from './settings.js';
export * from './start-embedded-postgres.js';
