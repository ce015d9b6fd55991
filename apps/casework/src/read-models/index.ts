import type { KeyStore, Sealer } from '@ehc/event-store';
import type { Projection } from '@ehc/projections';
import { adviceReadModel } from './advice.js';
import { authoritiesReadModel } from './authorities.js';
import { casesReadModel } from './cases.js';
import { childrenReadModel } from './children.js';
import { plansReadModel } from './plans.js';

/** The read models of casework. */
export const caseworkProjections = ({ sealer, keyStore }: { sealer: Sealer; keyStore: KeyStore }): Projection[] => [
  childrenReadModel(sealer, keyStore),
  casesReadModel,
  plansReadModel,
  adviceReadModel,
  authoritiesReadModel,
];
