export * from './port/envelope.js';
export * from './port/errors.js';
export * from './port/event-store.js';
export * from './port/key-store.js';
