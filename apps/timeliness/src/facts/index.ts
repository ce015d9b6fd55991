export { FACT_TYPES, factsProjection, FACTS_PROJECTION } from './facts-projection.js';
export * from './read-facts.js';
