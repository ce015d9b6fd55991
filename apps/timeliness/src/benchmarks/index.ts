export { BENCHMARKED_MEASURES, benchmarkedMeasure, type BenchmarkedMeasure } from './benchmarked-measures.js';
export { benchmarksFor, benchmarkYears, latestBenchmarkYear, type Benchmarks } from './benchmarks.js';
export type { BenchmarkFigure, BenchmarkPlace } from './figure.js';
export type { NeighbourBenchmark } from './neighbours.js';
export { OGL_STATEMENT, type BenchmarkSource } from './source.js';
export { BenchmarksModule } from './benchmarks.module.js';
export { type Column, type Counts, publishedCounts } from './tables.js';
