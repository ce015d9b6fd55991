import type { EventStore } from '@ehc/event-store';
import type { Pool } from 'pg';
import type { ProjectionLogger } from './logger.js';
import type { Projection } from './projection.js';

export interface ProjectionOptions {
  /** The log. */
  readonly store: Pick<EventStore, 'readAll' | 'readStreams' | 'readByStream' | 'head' | 'waitForMore'>;
  /** Database of the read models; at least six connections, besides what others use. See `SteadyPool`. */
  readonly pool: Pool;
  readonly projections: readonly Projection[];
  readonly logger?: ProjectionLogger;
  /** Name of this process in leases; made up where left out. */
  readonly ownerId?: string;
  /** How long a killed process keeps others from taking over, in milliseconds; 10 s by default. */
  readonly leaseMs?: number;
  /** Events in one transaction while a projection keeps up; 500 by default. */
  readonly batchSize?: number;
  /**
   * Events in one transaction while it is far behind; 2,000 by default. Measured: with 5,000 some 3 % faster, and 60 to 250 MB
   * more for two million events.
   */
  readonly bulkBatchSize?: number;
  /** How many projections work at once in this process; 4 by default, beyond which little is gained. */
  readonly parallel?: number;
  /** How often to look for news, in milliseconds; 100 by default, growing to 250 while nothing happens. */
  readonly pollMs?: { readonly least: number; readonly most: number };
  /** How long `stop` waits for the batches under way, in milliseconds; 10 s by default. */
  readonly stopMs?: number;
}
