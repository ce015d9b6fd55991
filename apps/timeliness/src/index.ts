export * from './benchmarks/index.js';
export { DEFINITIONS, SLICES, type SliceBy } from './measures/index.js';
export { formatMeasures } from './show-measures/format-measures.js';
export type { AnsweredMeasure, MeasuresAnswer } from './show-measures/measures-answer.js';
export type { MeasuresQuery } from './show-measures/measures-query.js';
export { ShowMeasures } from './show-measures/show-measures.query.js';
export { type MeasuresSurroundings, showMeasures } from './show-measures/show-measures.js';
export { TimelinessModule, type TimelinessModuleOptions } from './timeliness.module.js';
export { timelinessProjections } from './timeliness-projections.js';
