export * from './calculate-measures.js';
export {
  DEFINITION_SETS,
  DEFINITIONS,
  DEFINITIONS_VERSION,
  definitionOf,
  definitionsAt,
  type DefinitionSet,
} from './definitions.js';
export * from './facts.js';
export type { Measure, Over, Unit } from './measure.js';
export * from './period.js';
export { SLICES, type SliceBy } from './slices.js';
export { type Figure, medianOf, medianOfSorted, WEEK } from './tally.js';
