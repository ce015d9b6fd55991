import type { Projection } from '@ehc/projections';
import { factsProjection } from './facts/index.js';
import { publishedProjection } from './publish-figures/published-projection.js';
import { correctionsProjection } from './restate-figures/corrections-projection.js';

/** Read models of this app. */
export const timelinessProjections = (): Projection[] => [factsProjection, publishedProjection, correctionsProjection];
