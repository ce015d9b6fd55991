/** Histories to test with. */
export * from './cases.js';
export * from './happened.js';
