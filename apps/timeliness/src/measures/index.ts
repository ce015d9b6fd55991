export * from './calculate-measures.js';
export { DEFINITIONS, DEFINITIONS_VERSION, definitionOf } from './definitions.js';
export * from './facts.js';
export type { Measure, Unit } from './measure.js';
export * from './period.js';
export { SLICES, type SliceBy } from './slices.js';
export type { Figure } from './tally.js';
