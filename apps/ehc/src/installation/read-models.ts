import { caseworkProjections } from '@ehc/casework';
import type { Projection } from '@ehc/projections';
import { timelinessProjections } from '@ehc/timeliness';
import type { Installation } from './open-installation.js';

/** Every read model of every app. */
export const readModels = ({ sealer, keyStore }: Pick<Installation, 'sealer' | 'keyStore'>): Projection[] => [
  ...caseworkProjections({ sealer, keyStore }),
  ...timelinessProjections(),
];
