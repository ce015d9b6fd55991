import type { Projection } from '@ehc/projections';
import { factsProjection } from './facts/index.js';

/** Read models of this app. */
export const timelinessProjections = (): Projection[] => [factsProjection];
